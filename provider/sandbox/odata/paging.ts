import { badUri } from "../errors.ts";
import type { CatalogTable } from "../catalog/catalog.ts";
import type { Row } from "../store/row.ts";

export interface Page {
  readonly rows: readonly Row[];
  /** Value of `$skiptoken` for the next page. */
  readonly next?: string;
}

/** The cookie names the last row of the page. If that row is gone, the page number decides where to resume. */
export function cutPage(table: CatalogTable, rows: readonly Row[], size: number, token: string | null): Page {
  // The service's own text for a damaged cookie is not known. assumed
  if (token !== null && !/^<cookie pagenumber="\d+" [^>]*\/>$/.test(token))
    throw badUri("The paging cookie is not valid.");
  const number = Number(/pagenumber="(\d+)"/.exec(token ?? "")?.[1] ?? 1);
  const last = /last=%22\{([^}]+)\}%22/.exec(token ?? "")?.[1];
  const found = last === undefined ? -1 : rows.findIndex((row) => row[table.facts.primaryId] === last);
  const start = found >= 0 ? found + 1 : (number - 1) * size;
  const page = rows.slice(start, start + size);
  const end = page.at(-1);
  if (end === undefined || start + size >= rows.length) return { rows: page };
  return { rows: page, next: cookie(table, String(end[table.facts.primaryId]), number + 1) };
}

function cookie(table: CatalogTable, last: string, number: number): string {
  const opening = encodeURIComponent(`<cookie page="${number - 1}"><${table.facts.primaryId} last=`);
  const closing = encodeURIComponent(" /></cookie>");
  return `<cookie pagenumber="${number}" pagingcookie="${opening}%22{${last}}%22${closing}" istracking="False" />`;
}
