"""Many threads at work on the same thing."""

import statistics
import threading
import time
from collections.abc import Callable

Sample = dict[str, float]


def at_work(hands: int, each: int, write: Callable[[int], object]) -> Sample:
    """So many threads write so often: writes a second, the 99th percentile of one, and how many raised an error."""
    took: list[float] = []
    errors: list[Exception] = []
    start = threading.Barrier(hands + 1)

    def work(hand: int) -> None:
        start.wait()
        for _ in range(each):
            begun = time.perf_counter()
            try:
                write(hand)
            except Exception as error:  # noqa: BLE001  whatever it is, it is counted
                errors.append(error)
            took.append((time.perf_counter() - begun) * 1000)

    threads = [threading.Thread(target=work, args=(hand,)) for hand in range(hands)]
    for thread in threads:
        thread.start()
    start.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    written = len(took) - len(errors)
    return {"per s": written / seconds, "p99 ms": statistics.quantiles(took, n=100)[98], "errors": float(len(errors))}
