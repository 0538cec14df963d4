"""Exports of the seven systems: headers as the systems write them, the people invented."""

# ruff: noqa: E501 - the lines of the files are as long as they are
from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import pytest

from models.leads.fields import Recipe, Role
from models.leads.guessing.crm_names import EXPORTS
from models.leads.guessing.exports import recognised
from models.leads.guessing.role_names import NAMES
from models.leads.guessing.shapes import plain_name
from models.leads.inference import infer
from models.leads.outcome import outcome_codes
from models.leads.raw import RawTable, column_of


@dataclass(frozen=True)
class Export:
    """A file of a system, and by hand: its name, the field of each role, converted of each row."""

    text: str
    name: str
    roles: dict[Role, str]
    outcome: list[int]
    ignored: tuple[str, ...] = ()


FILES = {
    "HubSpot, labels": Export(
        """\
Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Lifecycle Stage,Create Date,Company Name,Original Source,Unsubscribed from all email,Became a Customer Date,Recent Deal Amount,Associated Deal IDs
101,Ada,Moss,ada.moss@fern.example,+1 555 0101,Kim Lee,Open,Lead,2024-01-03 09:12,Fern Ltd,Organic Search,false,,,
102,Ben,Roth,ben@roth.example,+1 555 0102,Kim Lee,In progress,Marketing Qualified Lead,2024-01-04 10:00,Roth AG,Paid Search,true,,,
103,Cleo,Hart,cleo@hart.example,+1 555 0103,Max Orr,Connected,Customer,2024-01-05 11:30,Hart Inc,Organic Search,false,2024-02-01 12:00,1200.5,881
104,Dan,Pike,dan@pike.example,,Max Orr,Unqualified,Opportunity,2024-01-06 08:45,Pike Co,Referrals,false,,300,882
""",
        "HubSpot contacts",
        {
            Role.ID: "Record ID",
            Role.EMAIL: "Email",
            Role.CREATED: "Create Date",
            Role.OUTCOME: "Lifecycle Stage",
            Role.OUTCOME_DATE: "Became a Customer Date",
            Role.VALUE: "Recent Deal Amount",
            Role.OWNER: "Contact owner",
            Role.SOURCE: "Original Source",
            Role.ACCOUNT: "Company Name",
            Role.CONSENT: "Unsubscribed from all email",
        },
        [0, 0, 1, 0],
        ("Associated Deal IDs",),
    ),
    "HubSpot, internal names": Export(
        """\
hs_object_id,email,firstname,lifecyclestage,hs_lead_status,createdate,hs_lifecyclestage_customer_date,hubspot_owner_id,hs_analytics_source,company,hs_email_optout
101,ada@fern.example,Ada,lead,NEW,2024-01-03T09:12:00Z,,77001,ORGANIC_SEARCH,Fern Ltd,
102,ben@roth.example,Ben,customer,CONNECTED,2024-01-04T10:00:00Z,2024-03-01T00:00:00Z,77001,PAID_SEARCH,Roth AG,true
103,cleo@hart.example,Cleo,evangelist,CONNECTED,2024-01-05T11:30:00Z,2023-03-01T00:00:00Z,77002,REFERRALS,Hart Inc,
""",
        "HubSpot contacts",
        {
            Role.ID: "hs_object_id",
            Role.EMAIL: "email",
            Role.CREATED: "createdate",
            Role.OUTCOME: "lifecyclestage",
            Role.OUTCOME_DATE: "hs_lifecyclestage_customer_date",
            Role.OWNER: "hubspot_owner_id",
            Role.SOURCE: "hs_analytics_source",
            Role.ACCOUNT: "company",
            Role.CONSENT: "hs_email_optout",
        },
        [0, 1, 1],
    ),
    "Salesforce, data loader": Export(
        """\
Id,IsDeleted,LastName,FirstName,Company,Email,LeadSource,Status,OwnerId,IsConverted,ConvertedDate,ConvertedAccountId,ConvertedOpportunityId,CreatedDate,SystemModstamp,HasOptedOutOfEmail
00Q1a00000AbCdEAAV,false,Moss,Ada,Fern Ltd,ada@fern.example,Web,Open - Not Contacted,0051a00000XyZaBAAV,false,,,,2024-01-03T09:12:00.000Z,2024-02-03T09:12:00.000Z,false
00Q1a00000AbCdFAAV,false,Roth,Ben,Roth AG,ben@roth.example,Phone Inquiry,Closed - Converted,0051a00000XyZaBAAV,true,2024-02-20,0011a00000AAAAAAA1,0061a00000AAAAAAA1,2024-01-04T09:12:00.000Z,2024-02-20T09:12:00.000Z,true
00Q1a00000AbCdGAAV,false,Hart,Cleo,Hart Inc,cleo@hart.example,Web,Closed - Not Converted,0051a00000XyZaCAAV,false,,,,2024-01-05T09:12:00.000Z,2024-02-03T09:12:00.000Z,false
""",
        "Salesforce leads",
        {
            Role.ID: "Id",
            Role.EMAIL: "Email",
            Role.CREATED: "CreatedDate",
            Role.OUTCOME: "IsConverted",
            Role.OUTCOME_DATE: "ConvertedDate",
            Role.OWNER: "OwnerId",
            Role.SOURCE: "LeadSource",
            Role.ACCOUNT: "Company",
            Role.CONSENT: "HasOptedOutOfEmail",
        },
        [0, 1, 0],
        ("IsDeleted", "ConvertedAccountId", "ConvertedOpportunityId", "SystemModstamp"),
    ),
    "Salesforce, report": Export(
        """\
Lead ID,First Name,Last Name,Company / Account,Email,Lead Source,Lead Status,Lead Owner,Converted,Converted Date,Create Date,Email Opt Out,Unqualified Reason
00Q1a00000AbCdE,Ada,Moss,Fern Ltd,ada@fern.example,Web,Open,Kim Lee,0,,1/13/2024,0,
00Q1a00000AbCdF,Ben,Roth,Roth AG,ben@roth.example,Partner,Qualified,Max Orr,1,2/20/2024,1/14/2024,1,
00Q1a00000AbCdG,Cleo,Hart,Hart Inc,cleo@hart.example,Web,Unqualified,Max Orr,0,,1/15/2024,0,No budget
""",
        "Salesforce leads",
        {
            Role.ID: "Lead ID",
            Role.EMAIL: "Email",
            Role.CREATED: "Create Date",
            Role.OUTCOME: "Converted",
            Role.OUTCOME_DATE: "Converted Date",
            Role.REJECTION: "Unqualified Reason",
            Role.OWNER: "Lead Owner",
            Role.SOURCE: "Lead Source",
            Role.ACCOUNT: "Company / Account",
        },
        [0, 1, 0],
    ),
    "Marketo": Export(
        """\
id,email,firstName,lastName,company,leadSource,leadStatus,leadScore,createdAt,updatedAt,unsubscribed,acquisitionProgramId,originalSourceType,sfdcLeadId,leadOwnerEmailAddress
9001,ada@fern.example,Ada,Moss,Fern Ltd,Webinar,Open,15,2024-01-03T09:12:00Z,2024-02-03T09:12:00Z,false,1044,Web form fillout,00Q1a00000AbCdE,kim@seller.example
9002,ben@roth.example,Ben,Roth,Roth AG,Trade Show,Customer,85,2024-01-04T09:12:00Z,2024-02-04T09:12:00Z,false,1045,List import,00Q1a00000AbCdF,kim@seller.example
9003,cleo@hart.example,Cleo,Hart,Hart Inc,Webinar,Disqualified,5,2024-01-05T09:12:00Z,2024-02-05T09:12:00Z,true,1044,Web form fillout,,max@seller.example
""",
        "Marketo leads",
        {
            Role.ID: "id",
            Role.EMAIL: "email",
            Role.CREATED: "createdAt",
            Role.OUTCOME: "leadStatus",
            Role.OWNER: "leadOwnerEmailAddress",
            Role.SOURCE: "leadSource",
            Role.ACCOUNT: "company",
            Role.CONSENT: "unsubscribed",
        },
        [0, 1, 0],
        ("sfdcLeadId",),
    ),
    "Dynamics 365, labels": Export(
        """\
(Do Not Modify) Lead,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Topic,Company Name,Email,Lead Source,Status,Status Reason,Owner,Created On,Do not allow Bulk Emails
6f9619ff-8b86-d011-b42d-00c04fc964f1,x1,2024-02-01 10:00,Interested in pumps,Fern Ltd,ada@fern.example,Web,Open,New,Kim Lee,13.01.2024 09:12,Allow
6f9619ff-8b86-d011-b42d-00c04fc964f2,x2,2024-02-02 10:00,Wants a demo,Roth AG,ben@roth.example,Partner,Qualified,Qualified,Max Orr,14.01.2024 09:12,Do Not Allow
6f9619ff-8b86-d011-b42d-00c04fc964f3,x3,2024-02-03 10:00,Price list,Hart Inc,cleo@hart.example,Web,Disqualified,No Longer Interested,Kim Lee,15.01.2024 09:12,Allow
""",
        "Dynamics 365 leads",
        {
            Role.ID: "(Do Not Modify) Lead",
            Role.EMAIL: "Email",
            Role.CREATED: "Created On",
            Role.OUTCOME: "Status",
            Role.REJECTION: "Status Reason",
            Role.OWNER: "Owner",
            Role.SOURCE: "Lead Source",
            Role.ACCOUNT: "Company Name",
            Role.CONSENT: "Do not allow Bulk Emails",
        },
        [0, 1, 0],
        ("(Do Not Modify) Row Checksum", "(Do Not Modify) Modified On"),
    ),
    "Dynamics 365, internal names": Export(
        """\
leadid,subject,companyname,emailaddress1,leadsourcecode,statecode,statuscode,owneridname,createdon,versionnumber
6f9619ff-8b86-d011-b42d-00c04fc964f1,Pumps,Fern Ltd,ada@fern.example,8,0,1,Kim Lee,2024-01-13 09:12:00,1204
6f9619ff-8b86-d011-b42d-00c04fc964f2,Demo,Roth AG,ben@roth.example,4,1,3,Max Orr,2024-01-14 09:12:00,1205
6f9619ff-8b86-d011-b42d-00c04fc964f3,Prices,Hart Inc,cleo@hart.example,8,2,6,Kim Lee,2024-01-15 09:12:00,1206
""",
        "Dynamics 365 leads",
        {
            Role.ID: "leadid",
            Role.EMAIL: "emailaddress1",
            Role.CREATED: "createdon",
            Role.OUTCOME: "statecode",
            Role.OWNER: "owneridname",
            Role.ACCOUNT: "companyname",
        },
        [0, 1, 0],
        ("versionnumber",),
    ),
    "Zoho CRM": Export(
        """\
Record Id,Lead Owner.id,Lead Owner,Company,First Name,Last Name,Email,Lead Source,Lead Status,Created Time,Modified Time,Is Converted,Lead Conversion Time,Email Opt Out,Converted Account
zcrm_1001,zcrm_77,Kim Lee,Fern Ltd,Ada,Moss,ada@fern.example,Web Download,Attempted to Contact,2024-01-13 09:12:00,2024-02-13 09:12:00,false,,false,
zcrm_1002,zcrm_77,Kim Lee,Roth AG,Ben,Roth,ben@roth.example,Trade Show,Contacted,2024-01-14 09:12:00,2024-02-14 09:12:00,true,12,true,Roth AG
zcrm_1003,zcrm_78,Max Orr,Hart Inc,Cleo,Hart,cleo@hart.example,Web Download,Junk Lead,2024-01-15 09:12:00,2024-02-15 09:12:00,false,,false,
""",
        "Zoho CRM leads",
        {
            Role.ID: "Record Id",
            Role.EMAIL: "Email",
            Role.CREATED: "Created Time",
            Role.OUTCOME: "Is Converted",
            Role.OWNER: "Lead Owner",
            Role.SOURCE: "Lead Source",
            Role.ACCOUNT: "Company",
            Role.CONSENT: "Email Opt Out",
        },
        [0, 1, 0],
        ("Lead Owner.id", "Lead Conversion Time", "Converted Account"),
    ),
    "Pipedrive, leads": Export(
        """\
Lead - ID,Lead - Title,Lead - Owner,Lead - Source channel,Lead - Lead created,Lead - Labels,Lead - Value,Person - Name,Person - Email,Organization - Name,Person - Marketing status
b1a2c3d4-0000-4000-8000-000000000001,Fern deal,Kim Lee,Web forms,2024-01-13 09:12:00,Hot,500,Ada Moss,ada@fern.example,Fern Ltd,Subscribed
b1a2c3d4-0000-4000-8000-000000000002,Roth deal,Max Orr,Chatbot,2024-01-14 09:12:00,Cold,1500,Ben Roth,ben@roth.example,Roth AG,No consent
""",
        "Pipedrive leads",
        {
            Role.ID: "Lead - ID",
            Role.EMAIL: "Person - Email",
            Role.CREATED: "Lead - Lead created",
            Role.VALUE: "Lead - Value",
            Role.OWNER: "Lead - Owner",
            Role.SOURCE: "Lead - Source channel",
            Role.ACCOUNT: "Organization - Name",
            Role.CONSENT: "Person - Marketing status",
        },
        [],
    ),
    "Pipedrive, deals": Export(
        """\
Deal - ID,Deal - Title,Deal - Value,Deal - Status,Deal - Stage,Deal - Owner,Deal - Deal created,Deal - Won time,Deal - Lost reason,Person - Email,Organization - Name
1,Fern deal,500,Open,Qualified,Kim Lee,2024-01-13 09:12:00,,,ada@fern.example,Fern Ltd
2,Roth deal,1500,Won,Negotiations Started,Max Orr,2024-01-14 09:12:00,2024-03-01 12:00:00,,ben@roth.example,Roth AG
3,Hart deal,700,Lost,Contact Made,Max Orr,2024-01-15 09:12:00,,Price,cleo@hart.example,Hart Inc
""",
        "Pipedrive deals",
        {
            Role.ID: "Deal - ID",
            Role.EMAIL: "Person - Email",
            Role.CREATED: "Deal - Deal created",
            Role.OUTCOME: "Deal - Status",
            Role.OUTCOME_DATE: "Deal - Won time",
            Role.REJECTION: "Deal - Lost reason",
            Role.VALUE: "Deal - Value",
            Role.OWNER: "Deal - Owner",
            Role.ACCOUNT: "Organization - Name",
        },
        [0, 1, 0],
    ),
    "ActiveCampaign": Export(
        """\
Contact ID,Email,First Name,Last Name,Phone,Account Name,Contact Score,Date Created,IP Address,Tags,Contact Owner,Marketing Consent
1,ada@fern.example,Ada,Moss,,Fern Ltd,12,2024-01-13 09:12:00,192.0.2.1,webinar,Kim Lee,yes
2,ben@roth.example,Ben,Roth,,Roth AG,40,2024-01-14 09:12:00,192.0.2.2,demo,Max Orr,no
3,cleo@hart.example,Cleo,Hart,,Hart Inc,3,2024-01-15 09:12:00,192.0.2.3,webinar,Kim Lee,yes
""",
        "ActiveCampaign contacts",
        {
            Role.ID: "Contact ID",
            Role.EMAIL: "Email",
            Role.CREATED: "Date Created",
            Role.OWNER: "Contact Owner",
            Role.ACCOUNT: "Account Name",
            Role.CONSENT: "Marketing Consent",
        },
        [],
        ("IP Address",),
    ),
}


def table_of(text: str) -> RawTable:
    header, *rows = csv.reader(io.StringIO(text))
    columns = tuple(column_of(name, [row[at] for row in rows]) for at, name in enumerate(header))
    return RawTable(columns, len(rows), "export.csv")


def roles_of(recipe: Recipe) -> dict[Role, str]:
    return {item.role: item.name for item in recipe if item.role not in (Role.FIELD, Role.IGNORED)}


@pytest.mark.parametrize("name", FILES)
def test_that_the_exports_of_the_seven_systems_are_known_with_their_roles(name: str) -> None:
    export = FILES[name]
    table = table_of(export.text)
    found = recognised(column.name for column in table.columns)
    assert found is not None
    assert found.export.name == export.name
    assert found.sentence.startswith(f"This looks like an export of {export.name}: it has “")
    recipe, evidence, _ = infer(table)
    assert roles_of(recipe) == export.roles
    ignored = tuple(item.name for item in recipe if item.role is Role.IGNORED)
    assert ignored == export.ignored
    for field in (*export.roles.values(), *export.ignored):
        assert evidence[field].why
    outcome = recipe.with_role(Role.OUTCOME)
    if outcome is None:
        assert export.outcome == []
    else:
        column = table.column(outcome.name)
        assert column is not None
        assert outcome_codes(column, outcome).tolist() == export.outcome


def test_that_a_table_of_ones_own_is_no_export_of_a_system() -> None:
    assert recognised(["id", "email", "company", "status", "created"]) is None
    assert recognised(["age", "job", "duration", "y"]) is None
    assert recognised([]) is None


def test_that_an_address_is_found_by_its_cells_but_an_owners_is_not_the_leads() -> None:
    people = [f"p{n}@x.example" for n in range(9)]
    made = (column_of("Sales owner mail", [*people]), column_of("Kontakt", [*people]))
    recipe, evidence, _ = infer(RawTable(made, 9))
    assert recipe.with_role(Role.EMAIL) == recipe.inputs[1]
    assert evidence["Kontakt"].why == "e-mail: 100\u202f% are addresses, 9 different ones"
    no = RawTable((column_of("Email", ["yes", "no"] * 5),), 10)
    assert infer(no)[0].with_role(Role.EMAIL) is None


def test_that_a_consent_that_says_no_with_its_yes_is_told() -> None:
    table = RawTable((column_of("Email Opt Out", ["yes", "no"]),), 2)
    _, evidence, _ = infer(table)
    assert evidence["Email Opt Out"].why.endswith("its yes means that the lead does not want mail")


def test_that_names_are_written_by_their_words_and_sure_names_belong_to_one_system() -> None:
    for names in NAMES.values():
        assert [plain_name(name) for name in names] == list(names)
    systems: dict[str, set[str]] = {}
    for export in EXPORTS:
        for name in export.sure:
            systems.setdefault(plain_name(name), set()).add(export.system)
    assert {name for name, known in systems.items() if len(known) > 1} == set()
