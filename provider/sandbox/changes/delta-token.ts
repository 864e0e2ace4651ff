import { badUri, ServiceError } from "../errors.ts";

/** Marks the point from which a client asks for changes. */
export interface DeltaToken {
  readonly version: number;
  readonly at: Date;
}

const dayMs = 86_400_000;
/** The organization's default. The service may have forgotten deletions that are older. */
const daysKept = 7;

const form = /^(\d+)!(\d\d)\/(\d\d)\/(\d{4}) (\d\d):(\d\d):(\d\d)$/;

/**
 * A version, and the time when it was the newest, in the form that the documentation shows. Clients treat it as opaque.
 */
export function writeDeltaToken({ version, at }: DeltaToken): string {
  const [year, month, day, time] = at.toISOString().slice(0, 19).split(/[-T]/);
  return `${version}!${month}/${day}/${year} ${time}`;
}

export function readDeltaToken(text: string, now: Date): DeltaToken {
  const [, version, month, day, year, ...time] = form.exec(text) ?? [];
  const at = new Date(`${year}-${month}-${day}T${time.join(":")}Z`);
  // We assume that the service refuses a text that never was a token.
  if (Number.isNaN(at.getTime())) throw badUri(`The delta token '${text}' is not valid.`);
  if (now.getTime() - at.getTime() > daysKept * dayMs) throw expired();
  return { version: Number(version), at };
}

// The status is assumed.
const expired = (): ServiceError =>
  new ServiceError(
    400,
    "0x80044352",
    "Version stamp associated with the client has expired. Please perform a full sync.",
  );
