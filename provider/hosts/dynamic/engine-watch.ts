import { connect } from "node:http2";

const againAfterMs = 1000;

/**
 * Ends this process when its engine is gone. Pulumi stops its plugins when it exits, but it cannot do so when it is
 * killed, and its plugin for dynamic providers does not check. The process would stay for ever, and a waiting operation
 * would go on to write while the next run is under way. The operating system closes the connections of a process that
 * ended, so a closed connection tells us.
 */
export function endWithEngine(engineAddress: string, end: () => void): void {
  // An idle HTTP/2 connection, the engine's own protocol, so the engine neither times it out nor waits for it.
  const connection = connect(`http://${engineAddress}`);
  connection.unref();
  let refused = false;
  connection.on("error", ({ code }: NodeJS.ErrnoException) => {
    refused = code === "ECONNREFUSED";
  });
  connection.on("close", () => {
    if (refused) end();
    // A running engine may close a connection for its own reasons.
    else setTimeout(() => endWithEngine(engineAddress, end), againAfterMs).unref();
  });
}

/**
 * The engine's address, which is the first argument of Pulumi's plugin. `undefined` if other processes load this code.
 */
export function engineAddressIn([, , first = ""]: readonly string[]): string | undefined {
  return /^(127\.0\.0\.1|\[::1\]|localhost):\d+$/.test(first) ? first : undefined;
}
