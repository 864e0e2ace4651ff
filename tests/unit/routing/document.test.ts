import { expect } from "chai";
import { emptyDocument, endsAtFirstMatch, operatorsIn, parseDocument } from "../../../provider/routing/document.ts";
import { DecisionDocumentError } from "../../../provider/routing/elements.ts";
import { putRule, removeRuleByHash } from "../../../provider/routing/placement.ts";
import { ruleHash } from "../../../provider/routing/rule-id.ts";

const rule = {
  name: "Ours",
  when: undefined,
  action: { queue: "11111111-1111-4111-8111-111111111111" },
  order: 10,
  rowId: "4e5dc4e5-2a5c-5f6f-9f0c-0d3c2f1d7a11",
};

const odd =
  "\uFEFF<?xml version='1.0'?>\r\n<!-- <rules><rule id='x'/></rules> -->\r\n" +
  "<decision  version='1' hit-policy='first' unknown='1 > 0'>\r\n\t<settings><rules><rule id='deep'/></rules></settings>\r\n" +
  "\t<rules extra=\"a'b\">\r\n\t\t<!-- by hand --><rule name='A &gt; B' id='F1'><condition operator='>='><lhs type='attribute'>x</lhs><rhs\n type='staticvalue'><![CDATA[</rule>]]></rhs></condition><action/></rule>\r\n" +
  "\t\t<group><rule id='inner'/></group>\r\n\t\t<rule id='F2' />\r\n\t</rules >\r\n\t<rest/>\r\n</decision>\r\n";

describe("decision documents", () => {
  it("start with the hit policy of their kind", () => {
    expect(emptyDocument("routeToQueue").text).to.equal(
      '<decision hit-policy="all" version="1"><rules></rules></decision>',
    );
    expect(emptyDocument("classification").text).to.equal(
      '<decision hit-policy="first" version="1"><rules></rules></decision>',
    );
  });

  for (const [name, text, ends] of [
    ["its own tag", "<decision version='1'\n hit-policy = 'first'><rules/></decision>", true],
    ["its tag behind a > in a value", `<decision note="a > b" hit-policy="first"><rules/></decision>`, true],
    ["its tag with a prefix", `<d:decision xmlns:d="x" hit-policy="first"><d:rules/></d:decision>`, true],
    ["a comment", `<!-- <decision hit-policy="first"> --><decision hit-policy="all"><rules/></decision>`, false],
    ["the value of another attribute", `<decision note=' hit-policy="first"'><rules/></decision>`, false],
    ["a rule", `<decision><rules><rule hit-policy="first"/></rules></decision>`, false],
  ] as const) {
    it(`${ends ? "end" : "do not end"} at the first match where ${name} says so`, () => {
      expect(endsAtFirstMatch(parseDocument(text))).to.equal(ends);
    });
  }

  it("find only the rules of the list, whatever else looks like one", () => {
    const document = parseDocument(odd);
    expect(document.text).to.equal(odd);
    expect(document.rules.map(({ element }) => element.getAttribute("id"))).to.deep.equal(["F1", "F2"]);
    expect(document.rules[1]?.text).to.equal("<rule id='F2' />");
  });

  it("keep every character around a rule that is put in and taken out again", () => {
    const document = parseDocument(odd);
    const withOurs = putRule(document, rule);
    expect(withOurs.rules.length).to.equal(3);
    const text = withOurs.rules[0]?.text ?? "";
    expect(withOurs.text.replace(text, "")).to.equal(odd);
    expect(removeRuleByHash(withOurs, ruleHash(rule.rowId)).text).to.equal(odd);
  });

  it("open a self-closing list", () => {
    const document = putRule(
      parseDocument('<decision hit-policy="first" version="1"><rules x="1" /></decision>'),
      rule,
    );
    expect(document.text).to.match(
      /^<decision hit-policy="first" version="1"><rules x="1"><rule .*<\/rule><\/rules><\/decision>$/,
    );
    expect(document.rules.length).to.equal(1);
  });

  it("indent a new rule like its neighbour", () => {
    const stored = '<decision version="1">\n  <rules>\n    <rule id="F1" />\n  </rules>\n</decision>';
    const lines = putRule(parseDocument(stored), rule).text.split("\n");
    expect(lines.length).to.equal(6);
    expect(lines[2]).to.match(/^ {4}<rule id="0000000a-/);
    expect(lines[3]).to.equal('    <rule id="F1" />');
  });

  it("are refused where they have another form", () => {
    const texts = [
      "",
      "{}",
      "<decision>",
      "<other><rules/></other>",
      "<decision/>",
      '<!DOCTYPE decision [<!ENTITY a "b">]><decision><rules/></decision>',
      "<decision><rules><rule></rules></decision>",
    ];
    for (const text of texts) expect(() => parseDocument(text), text).to.throw(DecisionDocumentError);
  });

  it("tell the operators they use", () => {
    expect([...operatorsIn(parseDocument(odd))]).to.deep.equal([">="]);
    expect([...operatorsIn(putRule(parseDocument(odd), rule))].toSorted()).to.deep.equal([">=", "not-null"]);
  });
});
