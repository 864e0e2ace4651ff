import type { Row } from "../../dataverse/types.ts";
import { idIn, textIn } from "../../rows/row-values.ts";
import { channelTable } from "../../rows/tables.ts";

/** Channels in the first line of an error, by the names that people gave them. */
export function channelNames(channels: readonly Row[]): string {
  return channels.map((row) => `"${textIn(row, "msdyn_name") ?? ""}"`).join(", ");
}

/** Where it says why: several may have one name. */
export function channelIds(channels: readonly Row[]): string {
  return `${channels.length === 1 ? "row" : "rows"} ${channels.map((row) => idIn(row, channelTable)).join(", ")}`;
}
