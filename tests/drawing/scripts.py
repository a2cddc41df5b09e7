"""Sentences in every script that the picture promises, and a sheet of cells that shows texts."""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import strategies as st

from journeybot.drawing.bidi import begins_right
from journeybot.drawing.han import forms
from journeybot.drawing.shapes import Box, Drawing, Style, Weight
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.text import Fonts
from journeybot.drawing.wrapping import clean, settled

SENTENCES = {
    "Latin": "Ana vergleicht Preise, Øyvind prüft naïve Cafés: fjord, œuvre, ½ — “fin”",
    "Vietnamese": "Khách hàng so sánh giá rồi chờ rất lâu ở quầy",
    "Greek": "Ο πελάτης συγκρίνει τιμές και φεύγει",
    "Cyrillic": "Клієнт порівнює ціни, ждёт и уходит",
    "Armenian": "Հաճախորդը համեմատում է գները",
    "Georgian": "მომხმარებელი ადარებს ფასებს",
    "Arabic": "العميلُ يقارن الأسعار، ثم يتصل بالدعم؟ ٣ مرات",
    "Persian": "مشتری قیمت‌ها را مقایسه می‌کند و گپ می‌زند",
    "Hebrew": "הלקוח מַשׁווה מחירים ומוותר",
    "Devanagari": "ग्राहक क़ीमतों की तुलना करके क्षमा माँगता है।",
    "Bengali": "গ্রাহক দাম তুলনা করে চলে যায়।",
    "Gurmukhi": "ਗਾਹਕ ਕੀਮਤਾਂ ਦੀ ਤੁਲਨਾ ਕਰਦਾ ਹੈ",
    "Gujarati": "ગ્રાહક કિંમતોની સરખામણી કરે છે",
    "Oriya": "ଗ୍ରାହକ ମୂଲ୍ୟ ତୁଳନା କରନ୍ତି",
    "Tamil": "வாடிக்கையாளர் விலைகளை ஒப்பிடுகிறார்",
    "Telugu": "కస్టమర్ వెబ్‌సైట్‌లో ధరలను చూస్తారు",
    "Kannada": "ಗ್ರಾಹಕರು ಬೆಲೆಗಳನ್ನು ಹೋಲಿಸುತ್ತಾರೆ",
    "Malayalam": "ഉപഭോക്താവ് വിലകൾ താരതമ്യം ചെയ്യുന്നു",
    "Sinhala": "පාරිභෝගිකයා මිල සංසන්දනය කරයි",
    "Thai": "ลูกค้าเปรียบเทียบราคาแล้วน้ำตาไหลที่ปั๊ม",
    "Lao": "ລູກຄ້າປຽບທຽບລາຄາຢູ່ໃນຮ້ານ",
    "Khmer": "អតិថិជនប្រៀបធៀបតម្លៃនៅហាង",
    "Burmese": "ဖောက်သည်သည် ဈေးနှုန်းများကို နှိုင်းယှဉ်သည်",
    "Ethiopic": "ደንበኛው ዋጋዎችን ያወዳድራል።",
    "Chinese": "顾客在网站上比较价格，看到运费太贵了。",
    "Taiwanese": "顧客在網站上比較價格，覺得運費太貴。",
    "Japanese": "お客様は「ウェブ」で価格を比較し、カートを離れました。",
    "Korean": "고객이 웹사이트에서 가격을 비교하고 떠났습니다",
    "Signs": "→ ✓ ★ ∑ ≈ € ₹ ½ ¿ … ™ ☎",
}
EMOJI = ("😀", "👨‍👩‍👧‍👦", "👍🏽", "🇩🇪", "1️⃣", "#️⃣", "❤️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🏳️‍🌈", "👩🏽‍❤️‍💋‍👨🏿", "🫠")

CHARACTERS = st.sampled_from(sorted(set("".join(SENTENCES.values())) | set("".join(EMOJI)) | set("-/() 123%$_")))
ANY_SCRIPT = st.lists(
    st.sampled_from([word for sentence in SENTENCES.values() for word in sentence.split()] + list(EMOJI))
    | st.text(CHARACTERS, min_size=1, max_size=12)
    | st.text(max_size=6),
    max_size=12,
).map(" ".join)
"""Words of all scripts side by side, letters of all scripts thrown together, and whatever else there is."""

WIDTH, HEIGHT, PAD = 150.0, 90.0, 8.0


def shown(texts: Iterable[str], *, weight: Weight = "regular", size: float = 10, language: str = "") -> Drawing:
    """A sheet with a cell for each text, under each other, wrapped and at its side."""
    sheet, style, fonts, y = Sheet(), Style(size, weight), Fonts(), 0.0
    for text in map(clean, texts):
        lines = settled(text, WIDTH - 2 * PAD, style, measure=fonts)
        height = max(HEIGHT, len(lines) * style.line + 2 * PAD)
        with sheet.cell("text", Box(0, y, WIDTH, height)):
            for number, line in enumerate(lines):
                width = fonts.width(line, style)
                x = WIDTH - PAD - width if begins_right(text) else PAD
                sheet.write(line, x, y + PAD + number * style.line, width=width, style=style, colour="#112233")
        y += height
    drawing = sheet.drawing(WIDTH, max(y, HEIGHT), "#ffffff")
    return replace(drawing, han=forms(drawing, language))
