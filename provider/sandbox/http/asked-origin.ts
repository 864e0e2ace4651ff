import { AsyncLocalStorage } from "node:async_hooks";

/**
 * The origin that the current request was sent to, such as `http://localhost:8080`. Links in the response start with
 * it, because the client may not know the sandbox's other names. `undefined` if the request does not say.
 */
export const askedOrigin = new AsyncLocalStorage<string | undefined>();
