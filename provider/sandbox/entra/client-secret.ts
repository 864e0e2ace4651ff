import { randomInt } from "node:crypto";

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const tailCharacters = `${letters}~._-`;

/** Forty characters in the form of Entra's own secrets. The mark `Q~` lets secret scanners recognise a leaked one. */
export function createClientSecret(): string {
  return `${pick(letters, 3)}${pick("0123456789", 1)}Q~${pick(tailCharacters, 34)}`;
}

function pick(characters: string, count: number): string {
  return Array.from({ length: count }, () => characters.charAt(randomInt(characters.length))).join("");
}
