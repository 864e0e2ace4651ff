import { connect } from "node:http2";

const againAfterMs = 1000;

/**
 * Ends this process when the engine that started it is gone. Pulumi stops its plugins when it ends, but cannot when it is
 * killed, and its plugin for dynamic providers never looks for it: the process would stay for ever, and an operation that
 * waits would go on to write while the next run is under way. The system closes the connection of a process that ended.
 */
export function endWithEngine(engineAddress: string, end: () => void): void {
  // An idle connection of the engine's own protocol, so that the engine neither times it out nor waits for it.
  const connection = connect(`http://${engineAddress}`);
  connection.unref();
  let refused = false;
  connection.on("error", ({ code }: NodeJS.ErrnoException) => {
    refused = code === "ECONNREFUSED";
  });
  connection.on("close", () => {
    if (refused) end();
    // An engine that still runs may close a connection for reasons of its own.
    else setTimeout(() => endWithEngine(engineAddress, end), againAfterMs).unref();
  });
}

/** The engine's address, which is the first argument of Pulumi's plugin; missing wherever else this code is loaded. */
export function engineAddressIn([, , first = ""]: readonly string[]): string | undefined {
  return /^(127\.0\.0\.1|\[::1\]|localhost):\d+$/.test(first) ? first : undefined;
}
