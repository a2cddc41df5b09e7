"""A person in front of a browser of their own, for whole workshops."""

from playwright.sync_api import Browser, Page, expect

from tests import browsers


class Someone:
    """A person in front of a browser of their own."""

    def __init__(self, browser: Browser, url: str, name: str) -> None:
        self.page: Page = browsers.windows(browser, viewport={"width": 1280, "height": 900}).new_page()
        self.page.goto(f"{url}/?as={name}&channel=journey")

    def types(self, text: str) -> None:
        composer = self.page.get_by_role("textbox", name="Message #journey")
        composer.fill(text)
        composer.press("Enter")

    def presses(self, button: str) -> None:
        """The newest button of that name."""
        self.page.get_by_role("button", name=button, exact=True).last.click()

    def fills(self, save: str = "Save", **fields: str) -> None:
        """Fill the open dialog in, field by its label, and send it."""
        dialog = self.page.get_by_role("dialog")
        for label, value in fields.items():
            control = dialog.get_by_label(label.replace("_", " ")).first
            if control.evaluate("element => element.tagName") == "SELECT":
                control.select_option(control.locator("option", has_text=value).first.get_attribute("value"))
            else:
                control.fill(value)
        dialog.get_by_role("button", name=save, exact=True).click()

    def is_asked(self, choice: str, chosen: str) -> None:
        """The dialog has gone on to this."""
        select = self.page.get_by_role("dialog").get_by_label(choice).first
        expect(select.locator("option:checked")).to_have_text(chosen)

    def feels(self, feeling: str) -> None:
        """Choose a feeling in the moment dialog and save it."""
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_label(feeling).check()
        dialog.get_by_role("button", name="Save", exact=True).click()

    def answers(self, **chosen: str) -> None:
        """Choose in the open dialog, field by its label, and send it; no other dialog comes after it."""
        self.fills(**chosen)
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def opens_thread(self) -> None:
        """Look at the replies under the card."""
        self.page.get_by_text("View thread").last.click()

    def does_not_see(self, *texts: str) -> None:
        """None of these stands anywhere on the page."""
        for text in texts:
            expect(self.page.get_by_text(text)).to_have_count(0)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).last).to_be_visible()
