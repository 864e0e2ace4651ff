const hidden = "[redacted]";

/** Takes secrets out of what the request log keeps, whatever the form of the body. */
export const redactBody = (body: string): string =>
  body
    .replace(/("[^"]*secret[^"]*"\s*:\s*)"(?:[^"\\]|\\.)*"/gi, `$1"${hidden}"`)
    .replace(/((?:^|&)(?:client_secret|client_assertion|password)=)[^&]*/gi, `$1${hidden}`)
    .replace(/(\/[^/\s]*secret[\s\S]*?"value"\s*:\s*)"(?:[^"\\]|\\.)*"/gi, `$1"${hidden}"`);

/** A filter may compare a secret column. */
export const redactUrl = (url: string): string =>
  /secret/i.test(url) ? url.replace(/(%27|')(?:(?!\1).)*\1/g, `'${hidden}'`) : url;

/** `PUT …/msdyn_securemsappsecret` carries the value alone. */
export const redactValueOf = (path: string, body: string): string =>
  /secret[^/(]*$/i.test(path) ? body.replace(/("value"\s*:\s*)"(?:[^"\\]|\\.)*"/i, `$1"${hidden}"`) : body;
