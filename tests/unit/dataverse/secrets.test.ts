import { expect } from "chai";
import { rememberSecret, scrub } from "../../../provider/dataverse/secrets.ts";

describe("secrets", () => {
  it("leave no text in any spelling they have on the wire", () => {
    rememberSecret('one two/"three"');
    const text =
      'plain one two/"three", url one%20two%2F%22three%22, form one+two%2F%22three%22, json one two/\\"three\\"';
    expect(scrub(text)).to.equal("plain [secret], url [secret], form [secret], json [secret]");
  });

  it("leave nothing of a longer one that holds a shorter one", () => {
    rememberSecret("inner-secret");
    rememberSecret("outer-inner-secret-outer");
    expect(scrub("outer-inner-secret-outer, inner-secret")).to.equal("[secret], [secret]");
  });

  it("do not blot out ordinary words", () => {
    rememberSecret("row");
    rememberSecret(undefined);
    expect(scrub("a row of words")).to.equal("a row of words");
  });
});
