import { expect } from "chai";
import { ProviderError } from "../../../provider/errors.ts";
import { quoted, quotedName } from "../../../provider/dataverse/quoted.ts";
import { registerSecret, redact, withoutUserInfo } from "../../../provider/secrets.ts";

describe("secrets", () => {
  it("leave no text in any spelling they have on the wire", () => {
    registerSecret('one two/"three"');
    const text =
      'plain one two/"three", url one%20two%2F%22three%22, form one+two%2F%22three%22, json one two/\\"three\\"';
    expect(redact(text)).to.equal("plain [secret], url [secret], form [secret], json [secret]");
  });

  it("leave nothing of a longer one that holds a shorter one", () => {
    registerSecret("inner-secret");
    registerSecret("outer-inner-secret-outer");
    expect(redact("outer-inner-secret-outer, inner-secret")).to.equal("[secret], [secret]");
  });

  const secret = 'Zq8~kL3.pW/9vT+2&nR=6<yB>4"mX';
  const hex = (one: string) => one.charCodeAt(0).toString(16);

  for (const [form, text] of [
    ["percent escapes in lower case", "Zq8%7ekL3.pW%2f9vT%2b2%26nR%3d6%3cyB%3e4%22mX"],
    ["percent escapes of everything", Buffer.from(secret).toString("hex").replace(/../g, "%$&")],
    ["percent escapes twice", encodeURIComponent(encodeURIComponent(secret))],
    ["JSON in JSON", JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ["JSON as .NET writes it", "Zq8~kL3.pW/9vT\\u002B2\\u0026nR=6\\u003CyB\\u003E4\\u0022mX"],
    ["JSON with escaped slashes", 'Zq8~kL3.pW\\/9vT+2&nR=6<yB>4\\"mX'],
    ["XML", "Zq8~kL3.pW/9vT+2&amp;nR=6&lt;yB&gt;4&quot;mX"],
    ["HTML with numbers", "Zq8~kL3.pW&#47;9vT&#43;2&#x26;nR&#61;6&#x3C;yB&#62;4&#34;mX"],
    ["XML of a URL", "Zq8~kL3.pW%2F9vT%2B2%26amp%3BnR%3D6%26lt%3ByB%26gt%3B4%26quot%3BmX"],
    ["lower case", secret.toLowerCase()],
    ["capitals", secret.toUpperCase()],
    ["a broken line", `${secret.slice(0, 9)}\r\n  ${secret.slice(9)}`],
    ["JavaScript's escapes of code points", [...secret].map((one) => `\\u{${hex(one)}}`).join("")],
    ["HTML with leading zeros", [...secret].map((one) => `&#x0000000${hex(one)};`).join("")],
    ["HTML without the last character of each", [...secret].map((one) => `&#${one.charCodeAt(0)}`).join("")],
    ["letters of full width", [...secret].map((one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)).join("")],
    [
      "pairs of digits",
      Buffer.from(secret)
        .toString("hex")
        .toUpperCase()
        .replace(/..(?!$)/g, "$&-"),
    ],
  ] as const) {
    it(`leave no text as ${form}`, () => {
      registerSecret(secret);
      expect(redact(`Payload: <${text}>, refused`)).to.equal("Payload: <[secret]>, refused");
    });
  }

  const every = (characters: string) => [...secret].join(characters);

  for (const [what, text] of [
    ["colours", every("\u001b[0m")],
    ["a title of the window", every("\u001b]0;title\u0007")],
    ["characters that end a text", every("\u0000")],
    ["marks that turn the direction", every("\u202e")],
    ["spaces without a width", every("\u200b")],
    ["soft hyphens", every("\u00ad")],
    ["letters that nobody sees", every("\u3164")],
    ["tags", every("\u{e0041}")],
    ["links", every("\u001b]8;;https://evil.example\u001b\\")],
    ["forms of the cursor", every("\u001b[1 q")],
    ["sets of characters", every("\u001b(B")],
    ["marks of annotations", every("\ufff9")],
    ["dots of Braille that are none", every("\u2800")],
  ] as const) {
    it(`leave nothing that a person would see in a text with ${what} in it`, () => {
      registerSecret(secret);
      const { what } = new ProviderError({ code: "network", what: `<${text}>`, why: "", remedy: "" });
      expect(what).to.equal("<[secret]>");
    });
  }

  it("are known whichever way their letters are put together", () => {
    const password = "Größe-Ärger-Übermut-ñandú";
    registerSecret(password);
    for (const form of ["NFC", "NFD"]) expect(redact(`<${password.normalize(form)}>`)).to.equal("<[secret]>");
  });

  it("are taken out whole where letters of two code units stand for theirs", () => {
    registerSecret("abcdefghijklmnop");
    const bold = [..."abcdefghijklmnop"].map((one) => String.fromCodePoint(0x1d41a + one.charCodeAt(0) - 97)).join("");
    expect(redact(`<${bold}>`)).to.equal("<[secret]>");
  });

  it("leave no beginning where a text of others is cut in one", () => {
    registerSecret(secret);
    expect(quotedName("x".repeat(190) + secret)).to.equal(`${"x".repeat(190)}[secret]`);
    expect(quoted("x".repeat(990) + secret)).to.equal(`${"x".repeat(990)}[secret]`);
  });

  it("are known in base64, where their characters stand at any of three places", () => {
    registerSecret(secret);
    for (const before of ["", "u:", "me:", "you:"]) {
      const bytes = Buffer.from(`${before}${secret}`);
      for (const text of [bytes.toString("base64"), bytes.toString("base64url")]) {
        expect(redact(`Basic ${text}`)).to.match(/^Basic \w{0,6}\[secret\]\w?=*$/);
      }
    }
  });

  it("are known in hexadecimal digits, whole and in part", () => {
    registerSecret(secret);
    const hex = Buffer.from(secret).toString("hex");
    for (const text of [
      hex,
      hex.toUpperCase(),
      Buffer.from(`me:${secret}`).toString("hex").slice(6),
      hex.slice(7, 31),
    ]) {
      expect(redact(`0x${text}.`)).to.equal("0x[secret].");
    }
  });

  it("are known by any run of twelve characters", () => {
    registerSecret(secret);
    for (let start = 0; start + 12 <= secret.length; start++) {
      const part = secret.slice(start, start + 12);
      expect([part, redact(`…${part}…`)]).to.deep.equal([part, "…[secret]…"]);
    }
    expect(redact(secret.slice(0, 11))).to.equal(secret.slice(0, 11));
  });

  it("are known without the white space around them", () => {
    registerSecret("  pass~w1\n");
    expect(redact("'pass~w1' is wrong")).to.equal("'[secret]' is wrong");
  });

  it("are known where the whole answer of the service is one long text", () => {
    registerSecret(secret);
    const cut = redact(`${"x".repeat(99_995)}${secret}`);
    expect(cut).to.equal("x".repeat(99_988));
  });

  it("that nobody remembered are known by their form: tokens", () => {
    const token = `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJib3QifQ.${"Ab-_9".repeat(20)}`;
    for (const text of [token, token.slice(0, 50), `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsIng1dCI6ImFiYyJ9`]) {
      expect(redact(`assertion '${text}' has expired`)).to.equal("assertion '[token]' has expired");
    }
    expect(redact("keyJsonWebTokenName.of a class, eyJ and eyJoy.us")).to.equal(
      "keyJsonWebTokenName.of a class, eyJ and eyJoy.us",
    );
  });

  it("that nobody remembered are known by their place: user and password of an address", () => {
    expect(redact("proxy http://user:pa55@proxy.contoso.com:8080/ refused")).to.equal(
      "proxy http://[secret]@proxy.contoso.com:8080/ refused",
    );
    expect(redact("see https://user:p@ssw0rd@host/x and ftp://a@b@c:d@e f")).to.equal(
      "see https://[secret]@host/x and ftp://[secret]@e f",
    );
    expect(withoutUserInfo("https://user:p@ss/w0rd@host:port")).to.equal("https://[secret]@host:port");
    expect(withoutUserInfo("user:p@ss@host")).to.equal("[secret]@host");
    expect(withoutUserInfo("https://host")).to.equal("https://host");
  });

  it("do not blot out ordinary words", () => {
    registerSecret("row");
    registerSecret(undefined);
    expect(redact("a row of words")).to.equal("a row of words");
  });
});
