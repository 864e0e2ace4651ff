import { AsyncLocalStorage } from "node:async_hooks";

/**
 * The origin that the request under way was sent to, such as `http://localhost:8080`. Links in its answer begin with
 * it, for the client may not know the sandbox's other names. `undefined` where the request does not say.
 */
export const askedOrigin = new AsyncLocalStorage<string | undefined>();
