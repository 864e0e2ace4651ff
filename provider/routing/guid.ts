const bare = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The GUID in lower case, without braces; `undefined` if the text is none. Stored rules have GUIDs in all these forms. */
export function bareGuid(text: string): string | undefined {
  const trimmed = text.trim().toLowerCase();
  const inner = trimmed.startsWith("{") && trimmed.endsWith("}") ? trimmed.slice(1, -1) : trimmed;
  return bare.test(inner) ? inner : undefined;
}
