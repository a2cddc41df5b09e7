"""Another process that writes: `python -m tests.bench.neighbour URL HANDS EACH` says ready; for each line it is sent,
it lets so many threads write so often to workshop w0, and says as JSON how that went."""

import json
import sys

from storage.store import open_store
from tests.bench import maps
from tests.bench.hands import at_work


def main(url: str, hands: int, each: int) -> None:
    """Write whenever told to, until there is nobody left who tells."""
    store = open_store(url)
    print("ready", flush=True)
    for _ in sys.stdin:
        print(
            json.dumps(at_work(hands, each, lambda hand: store.change("T1", "w0", maps.answer(f"N{hand}")))), flush=True
        )
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
