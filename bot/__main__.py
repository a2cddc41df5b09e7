"""The command line: `journeybot`."""


def main() -> None:
    """Start journeybot."""
    raise SystemExit("journeybot has no commands yet")


if __name__ == "__main__":
    main()
