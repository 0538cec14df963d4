"""What the exports of seven systems call their fields: headers as they stand in the files.

Names are compared by their words: "IsConverted", "Is Converted" and "is_converted" are one. Where
a system exports labels and internal names, both are listed. The names come from the systems' own
documentation and from programs that read such exports; those of ActiveCampaign are from
documentation of its interface only. Every company adds and renames fields: a name that is missing
here only means that the field is guessed by its header and cells as in any other file.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.leads.fields import Role

Names = tuple[str, ...]


@dataclass(frozen=True)
class ExportNames:
    """One kind of export of one system.

    `sure` are headers that hardly another system writes, `usual` further ones. `roles`: names of
    the fields of each role, the best first. `converted`: values of the outcome that mean
    converted. `after`: fields that are filled by the conversion itself; `technical` ones say
    nothing of a lead: both are ignored.
    """

    system: str
    things: str
    sure: Names
    usual: Names
    roles: tuple[tuple[Role, Names], ...]
    converted: Names = ()
    after: Names = ()
    technical: Names = ()

    @property
    def name(self) -> str:
        """In a sentence: "HubSpot contacts"."""
        return f"{self.system} {self.things}"

    def called(self, role: Role) -> Names:
        """The names of the fields of a role."""
        return next((names for known, names in self.roles if known is role), ())


_HUBSPOT = ExportNames(
    "HubSpot",
    "contacts",
    sure=(
        "Became a Subscriber Date",
        "Became a Lead Date",
        "Became a Marketing Qualified Lead Date",
        "Became a Sales Qualified Lead Date",
        "Became an Opportunity Date",
        "Became a Customer Date",
        "Original Source",
        "Original Traffic Source",
        "Marketing contact status",
        "HubSpot Score",
        "Unsubscribed from all email",
        "Record ID - Contact",
        "hs_object_id",
        "lifecyclestage",
        "hs_lead_status",
        "hs_analytics_source",
        "hubspot_owner_id",
        "hubspotscore",
        "hs_lifecyclestage_customer_date",
        "hs_email_optout",
    ),
    usual=(
        "Record ID",
        "Contact ID",
        "Contact owner",
        "Lifecycle Stage",
        "Lead Status",
        "Create Date",
        "Close Date",
        "Company Name",
        "Phone Number",
        "Number of Pageviews",
        "Number of Associated Deals",
        "Associated Company",
        "createdate",
        "closedate",
        "firstname",
        "lastname",
        "jobtitle",
        "numemployees",
    ),
    roles=(
        (Role.ID, ("Record ID", "Record ID - Contact", "hs_object_id", "Contact ID", "vid")),
        (Role.EMAIL, ("Email", "Email Address", "Work email")),
        (Role.CREATED, ("Create Date", "createdate")),
        (Role.OUTCOME, ("Lifecycle Stage", "lifecyclestage")),
        (
            Role.OUTCOME_DATE,
            (
                "Became a Customer Date",
                "hs_lifecyclestage_customer_date",
                "Close Date",
                "closedate",
            ),
        ),
        (
            Role.REJECTION,
            ("Unqualified Reason", "Disqualification reason", "hs_lead_disqualification_reason"),
        ),
        (
            Role.VALUE,
            ("Recent Deal Amount", "recent_deal_amount", "Total Revenue", "total_revenue"),
        ),
        (Role.OWNER, ("Contact owner", "hubspot_owner_id")),
        (
            Role.SOURCE,
            ("Original Source", "Original Traffic Source", "hs_analytics_source", "Lead Source"),
        ),
        (
            Role.ACCOUNT,
            ("Company Name", "company", "Associated Company", "Primary Associated Company"),
        ),
        (
            Role.CONSENT,
            (
                "Unsubscribed from all email",
                "Opted out of all email",
                "hs_email_optout",
                "Legal basis for processing contact's data",
                "hs_legal_basis",
                "Marketing contact status",
            ),
        ),
    ),
    converted=("customer", "evangelist"),
    technical=(
        "Associated Company IDs",
        "Associated Deal IDs",
        "Associated Note IDs",
        "Merged Record IDs",
        "Merged Contact IDs",
        "hs_all_contact_vids",
        "hs_calculated_merged_vids",
    ),
)

_HUBSPOT_DEALS = ExportNames(
    "HubSpot",
    "deals",
    sure=(
        "Deal Name",
        "Closed Lost Reason",
        "Closed Won Reason",
        "dealname",
        "dealstage",
        "Associated Contact IDs",
        "hs_deal_stage_probability",
    ),
    usual=(
        "Record ID",
        "Deal Stage",
        "Deal owner",
        "Pipeline",
        "Amount",
        "Close Date",
        "Create Date",
        "Deal Type",
    ),
    roles=(
        (Role.ID, ("Record ID", "Record ID - Deal", "Deal ID", "hs_object_id")),
        (Role.CREATED, ("Create Date", "createdate")),
        (Role.OUTCOME, ("Deal Stage", "dealstage")),
        (Role.OUTCOME_DATE, ("Close Date", "closedate")),
        (Role.REJECTION, ("Closed Lost Reason", "closed_lost_reason")),
        (Role.VALUE, ("Amount", "Amount in company currency", "amount")),
        (Role.OWNER, ("Deal owner", "hubspot_owner_id")),
        (Role.SOURCE, ("Original Source", "Original Traffic Source", "hs_analytics_source")),
        (Role.ACCOUNT, ("Associated Company",)),
    ),
    converted=("closed won", "closedwon"),
    after=("Closed Won Reason", "closed_won_reason"),
)

_SALESFORCE = ExportNames(
    "Salesforce",
    "leads",
    sure=(
        "ConvertedOpportunityId",
        "ConvertedAccountId",
        "ConvertedContactId",
        "SystemModstamp",
        "HasOptedOutOfEmail",
        "IsUnreadByOwner",
        "MasterRecordId",
        "JigsawContactId",
        "Company / Account",
        "Lead Owner Alias",
        "Last Transfer Date",
    ),
    usual=(
        "Id",
        "Lead ID",
        "LeadSource",
        "Status",
        "Lead Status",
        "OwnerId",
        "Lead Owner",
        "CreatedDate",
        "Create Date",
        "IsConverted",
        "Converted",
        "ConvertedDate",
        "CreatedById",
        "LastModifiedDate",
        "LastModifiedById",
        "IsDeleted",
        "Company",
        "NumberOfEmployees",
        "Email Opt Out",
    ),
    roles=(
        (Role.ID, ("Lead ID", "Id", "Record ID")),
        (Role.EMAIL, ("Email",)),
        (Role.CREATED, ("CreatedDate", "Create Date")),
        (Role.OUTCOME, ("IsConverted", "Converted")),
        (Role.OUTCOME_DATE, ("ConvertedDate", "Date Converted")),
        (
            Role.REJECTION,
            ("Unqualified Reason", "Disqualified Reason", "Rejection Reason", "Status Reason"),
        ),
        (Role.OWNER, ("Lead Owner", "Owner Name", "Owner", "OwnerId", "Lead Owner Alias")),
        (Role.SOURCE, ("LeadSource", "Source")),
        (Role.ACCOUNT, ("Company", "Company / Account", "Account Name")),
        (Role.CONSENT, ("HasOptedOutOfEmail", "Email Opt Out")),
    ),
    after=(
        "ConvertedAccountId",
        "ConvertedContactId",
        "ConvertedOpportunityId",
        "Converted Account",
        "Converted Contact",
        "Converted Opportunity",
        "Opportunity Name",
        "Opportunity Amount",
    ),
    technical=(
        "SystemModstamp",
        "IsDeleted",
        "MasterRecordId",
        "Jigsaw",
        "JigsawContactId",
        "CleanStatus",
        "PhotoUrl",
        "GeocodeAccuracy",
        "IndividualId",
        "CreatedById",
        "LastModifiedById",
        "LastViewedDate",
        "LastReferencedDate",
        "IsUnreadByOwner",
    ),
)

_SALESFORCE_DEALS = ExportNames(
    "Salesforce",
    "opportunities",
    sure=("StageName", "Opportunity Name", "Opportunity Owner", "IsWon", "ForecastCategory"),
    usual=(
        "Id",
        "Opportunity ID",
        "Stage",
        "Amount",
        "Close Date",
        "Created Date",
        "Account Name",
        "AccountId",
        "IsClosed",
        "Probability",
        "Lead Source",
        "Fiscal Period",
    ),
    roles=(
        (Role.ID, ("Opportunity ID", "Id")),
        (Role.CREATED, ("CreatedDate", "Create Date")),
        (Role.OUTCOME, ("IsWon", "Won", "StageName", "Stage")),
        (Role.OUTCOME_DATE, ("CloseDate",)),
        (Role.REJECTION, ("Loss Reason", "Lost Reason", "Closed Lost Reason")),
        (Role.VALUE, ("Amount", "ExpectedRevenue")),
        (Role.OWNER, ("Opportunity Owner", "Owner Name", "OwnerId")),
        (Role.SOURCE, ("LeadSource",)),
        (Role.ACCOUNT, ("Account Name", "AccountId")),
    ),
    converted=("closed won",),
    technical=("SystemModstamp", "IsDeleted", "CreatedById", "LastModifiedById"),
)

_MARKETO = ExportNames(
    "Marketo",
    "leads",
    sure=(
        "acquisitionProgramId",
        "Acquisition Program",
        "leadPartitionId",
        "originalSourceType",
        "originalSourceInfo",
        "sfdcType",
        "sfdcLeadId",
        "sfdcContactId",
        "relativeScore",
        "relativeUrgency",
        "marketingSuspended",
        "emailInvalidCause",
        "unsubscribedReason",
        "Person Source",
        "Person Status",
        "Person Score",
        "Marketo Unique Code",
    ),
    usual=(
        "id",
        "createdAt",
        "updatedAt",
        "leadSource",
        "leadStatus",
        "leadScore",
        "leadRole",
        "unsubscribed",
        "emailInvalid",
        "blackListed",
        "inferredCompany",
        "inferredCountry",
        "company",
        "numberOfEmployees",
        "annualRevenue",
    ),
    roles=(
        (Role.ID, ("id", "Lead ID", "Marketo ID", "Marketo Unique Code")),
        (Role.EMAIL, ("email", "Email Address")),
        (Role.CREATED, ("createdAt",)),
        (Role.OUTCOME, ("leadStatus", "Person Status", "Lifecycle Status")),
        (Role.OUTCOME_DATE, ("Converted Date", "Became Customer Date")),
        (Role.REJECTION, ("Disqualified Reason", "Recycle Reason", "Rejection Reason")),
        (
            Role.OWNER,
            ("Sales Owner", "Lead Owner Email Address", "leadOwnerEmailAddress", "Lead Owner"),
        ),
        (Role.SOURCE, ("leadSource", "Person Source", "originalSourceType")),
        (Role.ACCOUNT, ("company", "Company Name", "inferredCompany")),
        (Role.CONSENT, ("unsubscribed", "marketingSuspended")),
    ),
    converted=("customer", "won", "converted"),
    technical=("cookies", "leadPartitionId", "sfdcLeadId", "sfdcContactId", "sfdcAccountId"),
)

_DYNAMICS = ExportNames(
    "Dynamics 365",
    "leads",
    sure=(
        "(Do Not Modify) Lead",
        "(Do Not Modify) Row Checksum",
        "(Do Not Modify) Modified On",
        "statecode",
        "statuscode",
        "leadsourcecode",
        "leadqualitycode",
        "emailaddress1",
        "donotbulkemail",
        "Do not allow Bulk Emails",
    ),
    usual=(
        "Topic",
        "Subject",
        "Status Reason",
        "Created On",
        "Modified On",
        "Lead Source",
        "Rating",
        "Owner",
        "Company Name",
        "Business Phone",
        "leadid",
        "createdon",
        "modifiedon",
        "ownerid",
        "companyname",
        "subject",
        "telephone1",
        "jobtitle",
    ),
    roles=(
        (Role.ID, ("(Do Not Modify) Lead", "leadid", "Lead ID")),
        (Role.EMAIL, ("Email", "emailaddress1", "E-mail", "Email Address")),
        (Role.CREATED, ("Created On", "createdon")),
        (Role.OUTCOME, ("Status", "statecodename", "statecode")),
        (Role.OUTCOME_DATE, ("Qualified On", "qualifiedon", "Actual Close Date")),
        (Role.REJECTION, ("Status Reason", "statuscodename", "statuscode")),
        (Role.VALUE, ("Est. Value", "Estimated Value", "estimatedamount", "estimatedvalue")),
        (Role.OWNER, ("Owner", "owneridname", "ownerid", "_ownerid_value")),
        (Role.SOURCE, ("Lead Source", "leadsourcecodename", "leadsourcecode")),
        (Role.ACCOUNT, ("Company Name", "companyname", "Account", "Parent Account for lead")),
        (
            Role.CONSENT,
            ("Do not allow Bulk Emails", "donotbulkemail", "Do not allow Emails", "donotemail"),
        ),
    ),
    converted=("qualified", "1"),  # statecode: 0 open, 1 qualified, 2 disqualified
    after=("qualifyingopportunityid", "Qualifying Opportunity", "originatingleadid"),
    technical=(
        "(Do Not Modify) Row Checksum",
        "(Do Not Modify) Modified On",
        "versionnumber",
        "importsequencenumber",
        "timezoneruleversionnumber",
        "utcconversiontimezonecode",
        "owningbusinessunit",
        "overriddencreatedon",
    ),
)

_DYNAMICS_DEALS = ExportNames(
    "Dynamics 365",
    "opportunities",
    sure=(
        "(Do Not Modify) Opportunity",
        "(Do Not Modify) Row Checksum",
        "(Do Not Modify) Modified On",
        "Potential Customer",
        "Actual Close Date",
        "actualclosedate",
        "opportunityid",
        "originatingleadid",
        "Est. Revenue",
    ),
    usual=("Topic", "Status", "Status Reason", "Created On", "Owner", "Account", "Probability"),
    roles=(
        (Role.ID, ("(Do Not Modify) Opportunity", "opportunityid")),
        (Role.CREATED, ("Created On", "createdon")),
        (Role.OUTCOME, ("Status", "statecodename", "statecode")),
        (Role.OUTCOME_DATE, ("Actual Close Date", "actualclosedate", "Est. Close Date")),
        (Role.REJECTION, ("Status Reason", "statuscodename", "statuscode")),
        (
            Role.VALUE,
            ("Actual Revenue", "actualvalue", "Est. Revenue", "estimatedvalue", "Est. Value"),
        ),
        (Role.OWNER, ("Owner", "owneridname", "ownerid")),
        (Role.ACCOUNT, ("Potential Customer", "Account", "customeridname")),
    ),
    converted=("won", "1"),  # statecode: 0 open, 1 won, 2 lost
    technical=("(Do Not Modify) Row Checksum", "(Do Not Modify) Modified On", "versionnumber"),
)

_ZOHO = ExportNames(
    "Zoho CRM",
    "leads",
    sure=(
        "Created Time",
        "Modified Time",
        "Lead Owner.id",
        "LEADID",
        "Lead Conversion Time",
        "Converted Deal",
        "Unsubscribed Mode",
        "Last Activity Time",
        "Lead Image",
    ),
    usual=(
        "Record Id",
        "Lead Owner",
        "Lead Source",
        "Lead Status",
        "Company",
        "Is Converted",
        "CONVERTED",
        "Email Opt Out",
        "Secondary Email",
        "No. of Employees",
        "Annual Revenue",
        "Industry",
        "Created By",
        "Modified By",
    ),
    roles=(
        (Role.ID, ("Record Id", "LEADID", "Lead Id")),
        (Role.EMAIL, ("Email",)),
        (Role.CREATED, ("Created Time",)),
        (Role.OUTCOME, ("Is Converted", "CONVERTED")),
        (Role.OUTCOME_DATE, ("Converted Time", "Converted Date Time", "Converted Date")),
        (Role.REJECTION, ("Reason For Loss", "Lost Reason", "Junk Reason")),
        (Role.OWNER, ("Lead Owner", "Lead Owner Name")),
        (Role.SOURCE, ("Lead Source",)),
        (Role.ACCOUNT, ("Company", "Company Name")),
        (Role.CONSENT, ("Email Opt Out", "Data Processing Basis")),
    ),
    after=(
        "Lead Conversion Time",  # days that the conversion took
        "Converted Account",
        "Converted Account.id",
        "Converted Contact",
        "Converted Contact.id",
        "Converted Deal",
        "Converted Deal.id",
    ),
    technical=(
        "Lead Owner.id",
        "Created By.id",
        "Modified By.id",
        "Layout.id",
        "Layout",
        "Lead Image",
        "Record Image",
    ),
)

_ZOHO_DEALS = ExportNames(
    "Zoho CRM",
    "deals",
    sure=("Potential Name", "Potential Owner", "Deal Owner.id", "Forecast Type"),
    usual=(
        "Deal Name",
        "Deal Owner",
        "Closing Date",
        "Created Time",
        "Stage",
        "Amount",
        "Expected Revenue",
        "Probability",
        "Account Name",
        "Contact Name",
        "LEADID",
        "Reason For Loss",
    ),
    roles=(
        (Role.ID, ("Record Id", "POTENTIALID", "Deal Id")),
        (Role.CREATED, ("Created Time",)),
        (Role.OUTCOME, ("Stage",)),
        (Role.OUTCOME_DATE, ("Closing Date",)),
        (Role.REJECTION, ("Reason For Loss", "Reason For Loss__s")),
        (Role.VALUE, ("Amount", "Expected Revenue")),
        (Role.OWNER, ("Deal Owner", "Potential Owner")),
        (Role.SOURCE, ("Lead Source",)),
        (Role.ACCOUNT, ("Account Name",)),
    ),
    converted=("closed won",),
    technical=("Deal Owner.id", "Account Name.id", "Contact Name.id", "Created By.id"),
)

_ZOHO_ACTIVITIES = ExportNames(
    "Zoho CRM",
    "activities",
    sure=(
        "Call Owner",
        "Call Start Time",
        "Call Duration (in seconds)",
        "Event Owner",
        "Start DateTime",
        "Task Owner",
        "TASKID",
        "EVENTID",
        "Who Id Id",
        "SEMODULE",
    ),
    usual=(
        "Subject",
        "Created Time",
        "Modified Time",
        "Call Type",
        "Due Date",
        "Status",
        "CONTACTID",
        "LEADID",
        "POTENTIALID",
        "What Id",
    ),
    roles=(),
)

_PIPEDRIVE = ExportNames(
    "Pipedrive",
    "leads",
    sure=(
        "Lead - Title",
        "Lead - Owner",
        "Lead - Lead created",
        "Lead - Lead created on",
        "Lead - Labels",
        "Lead - Label",
        "Lead - ID",
        "Lead - Source channel",
        "Lead - Source origin",
        "Lead - Contact person",
        "Lead - Organization",
        "Lead - Archive status",
    ),
    usual=(
        "Person - Email",
        "Person - Email - Work",
        "Person - Name",
        "Person - Phone",
        "Organization - Name",
        "Lead - Value",
    ),
    roles=(
        (Role.ID, ("Lead - ID", "Lead - Pipedrive System ID")),
        (Role.EMAIL, ("Person - Email", "Person - Email - Work", "Lead - Contact person email")),
        (Role.CREATED, ("Lead - Lead created", "Lead - Lead created on")),
        (Role.OUTCOME, ("Deal - Status", "Lead - Status")),
        (Role.OUTCOME_DATE, ("Deal - Won time", "Deal - Deal closed on")),
        (Role.REJECTION, ("Deal - Lost reason", "Lead - Lost reason")),
        (Role.VALUE, ("Deal - Value", "Lead - Value")),
        (Role.OWNER, ("Lead - Owner",)),
        (Role.SOURCE, ("Lead - Source channel", "Lead - Source", "Lead - Source origin")),
        (Role.ACCOUNT, ("Organization - Name", "Lead - Organization")),
        (Role.CONSENT, ("Person - Marketing status",)),
    ),
    converted=("won", "converted"),
    technical=("Lead - Source channel ID", "Lead - Source origin ID", "Lead - Visible to"),
)

_PIPEDRIVE_DEALS = ExportNames(
    "Pipedrive",
    "deals",
    sure=(
        "Deal - Title",
        "Deal - Status",
        "Deal - Deal created",
        "Deal - Won time",
        "Deal - Lost time",
        "Deal - Lost reason",
        "Deal - Deal closed on",
        "Deal - Value",
        "Deal - ID",
        "Deal - Pipeline",
    ),
    usual=(
        "Deal - Stage",
        "Deal - Owner",
        "Person - Email",
        "Person - Name",
        "Organization - Name",
        "Deal - Organization",
    ),
    roles=(
        (Role.ID, ("Deal - ID",)),
        (Role.EMAIL, ("Person - Email", "Person - Email - Work")),
        (Role.CREATED, ("Deal - Deal created",)),
        (Role.OUTCOME, ("Deal - Status",)),
        (Role.OUTCOME_DATE, ("Deal - Won time", "Deal - Deal closed on")),
        (Role.REJECTION, ("Deal - Lost reason",)),
        (Role.VALUE, ("Deal - Value",)),
        (Role.OWNER, ("Deal - Owner",)),
        (Role.SOURCE, ("Deal - Source channel", "Deal - Source origin")),
        (Role.ACCOUNT, ("Organization - Name", "Deal - Organization")),
        (Role.CONSENT, ("Person - Marketing status",)),
    ),
    converted=("won",),
    after=("Deal - Lost time", "Deal - Probability"),
    technical=("Deal - Source channel ID", "Deal - Visible to"),
)

_ACTIVECAMPAIGN = ExportNames(
    "ActiveCampaign",
    "contacts",
    sure=("Contact Score", "Subscriber ID", "subscriberid", "cdate", "udate", "orgname", "sdate"),
    usual=(
        "Contact ID",
        "Date Created",
        "IP Address",
        "Tags",
        "Lists",
        "Account Name",
        "Organization",
        "email_local",
        "score",
    ),
    roles=(
        (Role.ID, ("Contact ID", "subscriberid", "id")),
        (Role.EMAIL, ("Email",)),
        (Role.CREATED, ("Date Created", "cdate", "Subscription Date", "sdate")),
        (Role.OUTCOME, ("Deal Status",)),
        (Role.OWNER, ("Contact Owner", "Deal Owner")),
        (Role.SOURCE, ("Source", "Lead Source")),
        (Role.ACCOUNT, ("Account Name", "Account", "Organization", "orgname")),
        (Role.CONSENT, ("Marketing Consent", "GDPR Consent", "Contact Status", "List Status")),
    ),
    converted=("won",),
    technical=("hash", "gravatar", "links", "email_local", "email_domain", "IP Address", "ip4"),
)

EXPORTS = (
    _HUBSPOT,
    _HUBSPOT_DEALS,
    _SALESFORCE,
    _SALESFORCE_DEALS,
    _MARKETO,
    _DYNAMICS,
    _DYNAMICS_DEALS,
    _ZOHO,
    _ZOHO_DEALS,
    _ZOHO_ACTIVITIES,
    _PIPEDRIVE,
    _PIPEDRIVE_DEALS,
    _ACTIVECAMPAIGN,
)
"""Every export that is known; the order decides between two that fit equally well."""
