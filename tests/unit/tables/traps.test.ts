import { expect } from "chai";

import { columnOf, tableOf, targetOf } from "./column-of.ts";

const channel = "msdyn_occustommessagingchannel";
const account = "msdyn_ocbotchannelregistration";
const workstream = "msdyn_liveworkstream";

describe("numbers that mean different things", () => {
  it("192350002 is Telegram on a channel and Custom as a stream source", () => {
    expect(columnOf(channel, "msdyn_occustomchannelid", "Picklist").options[192350002]).to.equal("Telegram");
    expect(columnOf(workstream, "msdyn_streamsource", "Picklist").options[192350002]).to.equal("Custom");
    expect(columnOf("msdyn_ocsystemmessage", "msdyn_streamsource", "Picklist").options[192350002]).to.equal("Custom");
  });

  it("the channel types leave 192350003 out", () => {
    expect(Object.keys(columnOf(channel, "msdyn_occustomchannelid", "Picklist").options)).to.deep.equal([
      "192350000",
      "192350001",
      "192350002",
      "192350004",
      "192350005",
    ]);
  });

  it("Microsoft Teams has eight digits as a stream source", () => {
    expect(columnOf(workstream, "msdyn_streamsource", "Picklist").options[19241000]).to.equal("Microsoft Teams");
  });

  it("profile based capacity is not the neighbour of unit based", () => {
    expect(columnOf(workstream, "msdyn_capacityformat", "Picklist").options).to.deep.equal({
      192350000: "Unit based",
      192360000: "Profile based",
    });
  });

  it("assignment strategies skip 192350004", () => {
    expect(columnOf("queue", "msdyn_assignmentstrategy", "Picklist").options).to.deep.equal({
      192350000: "Omnichannel Assignment",
      192350001: "Round Robin",
      192350002: "Custom",
      192350003: "Longest Idle",
      192350005: "No Assignment",
    });
  });

  it("steps of work classification and of route to queue are told apart", () => {
    const { options } = columnOf("msdyn_routingconfigurationstep", "msdyn_type", "Picklist");
    expect(options[192350000]).to.equal("Enrichment");
    expect(options[192350002]).to.equal("Queue identification");
  });
});

describe("names that do not follow from the column", () => {
  it("survey navigation on the channel keeps its capitals", () => {
    expect(targetOf(channel, "msdyn_postconversationsurvey").navigation).to.equal("msdyn_PostConversationSurvey");
    expect(targetOf(channel, "msdyn_postconversationsurveyseparatebotsurvey").navigation).to.equal(
      "msdyn_PostConversationSurveySeparateBotSurvey",
    );
  });

  it("other navigation on the channel is the column", () => {
    for (const column of [
      "msdyn_custombotchannelregistration",
      "msdyn_liveworkstreamid",
      "msdyn_ocwidgetlanguage",
      "managedidentityid",
    ]) {
      expect(targetOf(channel, column).navigation).to.equal(column);
    }
  });

  it("the capacity link writes its profile with a capital P", () => {
    expect(targetOf("msdyn_liveworkstreamcapacityprofile", "msdyn_capacityprofile_id").navigation).to.equal(
      "msdyn_capacityProfile_id",
    );
    expect(targetOf("msdyn_liveworkstreamcapacityprofile", "msdyn_workstream_id").navigation).to.equal(
      "msdyn_workstream_id",
    );
  });

  it("three lookups of the workstream keep capitals", () => {
    expect(targetOf(workstream, "msdyn_botfailureactionconfig").navigation).to.equal("msdyn_BotFailureActionConfig");
    expect(targetOf(workstream, "msdyn_entityroutingconfigurationid").navigation).to.equal(
      "msdyn_entityroutingconfigurationId",
    );
    expect(targetOf(workstream, "msdyn_masterentityroutingconfigurationid").navigation).to.equal(
      "msdyn_masterentityroutingconfigurationId",
    );
  });

  it("two lookups of the queue are named after something else", () => {
    expect(targetOf("queue", "msdyn_assignmentinputcontractid").navigation).to.equal("msdyn_routingcontractid");
    expect(targetOf("queue", "msdyn_prequeueoverflowrulesetid").navigation).to.equal("msdyn_decisionrulesetid");
    expect(targetOf("queue", "msdyn_inqueueoverflowrulesetid").navigation).to.equal("msdyn_inqueueoverflowrulesetid");
  });

  it("one logical name has a capital letter", () => {
    expect(columnOf(workstream, "msdyn_screenpoptimeout_optionSet", "Picklist").default).to.equal(120);
    expect(columnOf(workstream, "msdyn_screenpoptimeout", "Integer").min).to.equal(0);
  });

  it("some plurals are odd", () => {
    expect(tableOf("msdyn_oclocalizationdata").entitySet).to.equal("msdyn_oclocalizationdatas");
    expect(tableOf("msfp_survey").entitySet).to.equal("msfp_surveies");
    expect(tableOf("managedidentity").entitySet).to.equal("managedidentities");
  });

  it("the language and the localized text have other name columns", () => {
    expect(tableOf("msdyn_oclanguage").primaryName).to.equal("msdyn_languagename");
    expect(tableOf("msdyn_oclocalizationdata").primaryName).to.equal("msdyn_localizedtext");
  });

  it("the attachment switches are in the plural", () => {
    expect(columnOf(channel, "msdyn_enablefileattachmentsforagents", "Boolean").default).to.equal(false);
    expect(columnOf(channel, "msdyn_enablefileattachmentsforcustomers", "Boolean").default).to.equal(false);
    expect(Object.keys(tableOf(channel).columns)).to.not.include("msdyn_enablefileattachmentforagents");
  });
});

describe("types that surprise", () => {
  it("app and tenant ids are texts on account and channel, but GUIDs on a managed identity", () => {
    expect(columnOf(account, "msdyn_msappid", "String").maxLength).to.equal(100);
    expect(columnOf(account, "msdyn_tenantid", "String").maxLength).to.equal(100);
    expect(columnOf(channel, "msdyn_appid", "String").maxLength).to.equal(100);
    expect(columnOf("managedidentity", "applicationid", "Uniqueidentifier").required).to.equal("ApplicationRequired");
  });

  it("the validation status is free text", () => {
    expect(columnOf(account, "msdyn_validationstatus", "String").maxLength).to.equal(100);
  });

  it("the secret has three columns, of two lengths", () => {
    expect(columnOf(account, "msdyn_msappsecret", "String").maxLength).to.equal(100);
    expect(columnOf(account, "msdyn_securemsappsecret", "String").maxLength).to.equal(100);
    expect(columnOf("msdyn_ocbotchannelregistrationsecret", "msdyn_securemsappsecret", "String").maxLength).to.equal(
      600,
    );
  });

  it("a message names its channel by text", () => {
    expect(columnOf("msdyn_ocsystemmessage", "msdyn_instanceid", "Memo").maxLength).to.equal(2000);
  });

  it("templates of a workstream are texts", () => {
    expect(columnOf(workstream, "msdyn_sessiontemplate_default", "String").maxLength).to.equal(200);
    expect(columnOf(workstream, "msdyn_notificationtemplate_returning_conv_assig", "String").maxLength).to.equal(200);
  });

  it("the secret of a managed identity is never read", () => {
    expect(columnOf("managedidentity", "clientsecret", "String").validForRead).to.equal(false);
  });

  it("the account is multitenant and of no custom channel unless told otherwise", () => {
    expect(columnOf(account, "msdyn_bottype", "Picklist").default).to.equal(192350000);
    expect(columnOf(account, "msdyn_bottype", "Picklist").options[192350001]).to.equal("Single tenant");
    expect(columnOf(account, "msdyn_iscustommessagingbcr", "Boolean").default).to.equal(false);
  });

  it("the schema's defaults of a workstream differ from what the admin centre stores", () => {
    expect(columnOf(workstream, "msdyn_mode", "Picklist").default).to.equal(717210000);
    expect(columnOf(workstream, "msdyn_enableautomatedmessages", "Boolean").default).to.equal(true);
    expect(columnOf(workstream, "msdyn_useglobalsettingsforrequiringdispositioncode", "Boolean").default).to.equal(
      true,
    );
  });

  it("a default of -1 in the table reference is no default", () => {
    expect(columnOf(workstream, "msdyn_matchinglogic", "Picklist").default).to.equal(undefined);
    expect(columnOf(channel, "msdyn_occustomchannelid", "Picklist").default).to.equal(undefined);
    expect(columnOf("msdyn_routingconfigurationstep", "msdyn_type", "Picklist").default).to.equal(undefined);
  });
});

describe("columns of the omnichannel layer", () => {
  it("hold the endpoint and the secrets of an account, not its app id", () => {
    expect(columnOf(account, "msdyn_messagingendpoint", "String").layer).to.equal("omnichannel");
    expect(columnOf(account, "msdyn_msappsecret", "String").layer).to.equal("omnichannel");
    expect(columnOf(account, "msdyn_msappid", "String").layer).to.equal("base");
    expect(columnOf(account, "msdyn_tenantid", "String").layer).to.equal("base");
  });

  it("hold the conversation mode of a workstream, not its distribution mode", () => {
    expect(columnOf(workstream, "msdyn_conversationmode", "Picklist").layer).to.equal("omnichannel");
    expect(columnOf(workstream, "msdyn_workdistributionmode", "Picklist").layer).to.equal(undefined);
  });
});
