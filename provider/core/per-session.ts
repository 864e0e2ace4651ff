import type { Session } from "./session.ts";

/** What a module remembers for each session. It is made when it is first asked for. */
export function perSession<Value>(make: () => Value): (session: Session) => Value {
  const remembered = new WeakMap<Session, Value>();
  return (session) => {
    const before = remembered.get(session);
    if (before !== undefined) return before;
    const value = make();
    remembered.set(session, value);
    return value;
  };
}
