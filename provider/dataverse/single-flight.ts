/** Asks once and remembers the answer; a failure is not remembered. */
export function singleFlight<Key, Value>(ask: (key: Key) => Promise<Value>, nameOf: (key: Key) => string) {
  const responses = new Map<string, Promise<Value>>();
  return (key: Key): Promise<Value> => {
    const name = nameOf(key);
    const known = responses.get(name);
    if (known !== undefined) return known;
    const response = ask(key);
    responses.set(name, response);
    response.catch(() => responses.delete(name));
    return response;
  };
}
