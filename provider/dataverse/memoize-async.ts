export type Once = <Value>(key: string, ask: () => Promise<Value>) => Promise<Value>;

/** Asks once for each key: the first caller's promise serves all. A failure is forgotten, so the next caller asks again. */
export function memoizeAsync(): Once {
  const known = new Map<string, Promise<unknown>>();
  return <Value>(key: string, ask: () => Promise<Value>): Promise<Value> => {
    const before = known.get(key) as Promise<Value> | undefined;
    if (before !== undefined) return before;
    const asked = ask();
    known.set(key, asked);
    asked.catch(() => known.delete(key));
    return asked;
  };
}
