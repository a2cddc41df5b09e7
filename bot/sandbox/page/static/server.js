// Talks to the sandbox's own HTTP interface: reads screens, acts for a person, hears of changes.

const SLOTS = 4;
const POLL_MS = 1500;

/** What `path` answers; raises an Error with the server's own sentence when it refuses. */
export async function read(path, parameters = {}) {
  const response = await reached(`/sandbox/${path}?${new URLSearchParams(parameters)}`);
  return answered(response);
}

/** Does `verb` with `body`; resolves when the bot has given its immediate answer. */
export async function act(verb, body) {
  const headers = { "Content-Type": "application/json" };
  const response = await reached(`/sandbox/act/${verb}`, { method: "POST", headers, body: JSON.stringify(body) });
  return answered(response);
}

async function reached(address, options) {
  try {
    return await fetch(address, options);
  } catch {
    throw new Error("The sandbox does not answer. Is it still running?");
  }
}

async function answered(response) {
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `The sandbox answered ${response.status}.`);
  return answer;
}

/**
 * Calls `changed` whenever something `user` could see has changed; returns a function that stops it.
 * A browser keeps at most six connections to one server for all its windows together, so only four windows hold an
 * open stream of events; any further window asks every now and then.
 */
export function listen(user, changed) {
  const stop = new AbortController();
  mayStream.then((may) => !stop.signal.aborted && (may ? stream : poll)(user, changed, stop.signal));
  return () => stop.abort();
}

const mayStream = claim(0);

function claim(slot) {
  if (!navigator.locks) return Promise.resolve(true);
  if (slot === SLOTS) return Promise.resolve(false);
  return new Promise((resolve) => {
    navigator.locks.request(`sandbox-events-${slot}`, { ifAvailable: true }, (lock) => {
      resolve(lock ? true : claim(slot + 1));
      return lock ? new Promise(() => {}) : undefined; // held until this window closes
    });
  });
}

function stream(user, changed, signal) {
  const source = new EventSource(`/sandbox/events?user=${encodeURIComponent(user)}`);
  source.addEventListener("changed", changed);
  source.addEventListener("open", changed);
  source.addEventListener("error", changed); // the next fetch then says that nobody answers
  signal.addEventListener("abort", () => source.close());
}

function poll(user, changed, signal) {
  const timer = setInterval(changed, POLL_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
}
