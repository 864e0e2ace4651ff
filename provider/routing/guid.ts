const bare = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Lower case, without braces; `undefined` where the text is no GUID. Stored rules write GUIDs in both cases, with and without. */
export function bareGuid(text: string): string | undefined {
  const trimmed = text.trim().toLowerCase();
  const inner = trimmed.startsWith("{") && trimmed.endsWith("}") ? trimmed.slice(1, -1) : trimmed;
  return bare.test(inner) ? inner : undefined;
}
