"""The schema, step by step. Append a step; never change one that has shipped.

Steps are plain SQL on purpose: the model classes move on, a step must not.
"""

from collections.abc import Sequence

from sqlalchemy import Engine

from app.errors import UserError

Step = tuple[str, ...]  # the statements of one step

M1_FIRST_TABLES: Step = (
    """CREATE TABLE office_profile (
        id INTEGER PRIMARY KEY CHECK (id = 1), uid TEXT NOT NULL CHECK (length(uid) = 32),
        name TEXT NOT NULL CHECK (name <> ''),
        kind TEXT NOT NULL CHECK (kind IN ('village', 'township', 'county')),
        city TEXT NOT NULL, county TEXT NOT NULL, phone TEXT NOT NULL, address TEXT NOT NULL,
        agency TEXT NOT NULL,
        agency_clerk TEXT NOT NULL, agency_phone TEXT NOT NULL, agency_address TEXT NOT NULL,
        opinion_prefix TEXT NOT NULL, bureau TEXT NOT NULL, bureau_clerk TEXT NOT NULL,
        bureau_phone TEXT NOT NULL, bureau_address TEXT NOT NULL, court TEXT NOT NULL,
        policy TEXT NOT NULL CHECK (policy <> ''),
        prison_start TEXT NOT NULL CHECK (prison_start IN ('A', 'B')),
        prison_start_confirmed BOOLEAN NOT NULL, term_days JSON NOT NULL,
        living_floor_fen INTEGER CHECK (living_floor_fen > 0),
        cutoff_day INTEGER CHECK (cutoff_day BETWEEN 1 AND 28), rules_hash TEXT NOT NULL)""",
    """CREATE TABLE fund_account (
        insurance TEXT PRIMARY KEY CHECK (insurance <> ''), bank TEXT NOT NULL,
        account_number TEXT NOT NULL, account_name TEXT NOT NULL)""",
    """CREATE TABLE hand_over (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('ledger', 'village', 'answers')), scope TEXT NOT NULL,
        made_on DATE NOT NULL, clerk TEXT NOT NULL CHECK (clerk <> ''),
        rows INTEGER NOT NULL CHECK (rows >= 0),
        digest TEXT NOT NULL CHECK (length(digest) = 64))""",
    """CREATE TABLE export_template (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE CHECK (name <> ''),
        columns JSON NOT NULL)""",
    """CREATE TABLE batch (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, file_name TEXT NOT NULL,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64), imported_at DATETIME NOT NULL,
        clerk TEXT NOT NULL, new_rows INTEGER NOT NULL CHECK (new_rows >= 0),
        refused_rows INTEGER NOT NULL CHECK (refused_rows >= 0),
        kind TEXT NOT NULL CHECK (kind IN ('clues', 'ledger', 'village', 'answers')),
        changed_rows INTEGER NOT NULL CHECK (changed_rows >= 0),
        hand_over_id INTEGER REFERENCES hand_over (id), report JSON NOT NULL,
        undone_at DATETIME, undone_by TEXT NOT NULL)""",
    "CREATE INDEX ix_batch_sha256 ON batch (sha256)",
    """CREATE TABLE person (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL CHECK (name <> ''),
        id_number TEXT UNIQUE CHECK (length(id_number) = 18), id_doubtful BOOLEAN NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('alive', 'deceased', 'missing', 'in_prison')),
        status_on DATE, phone TEXT NOT NULL, registered_address TEXT NOT NULL,
        present_address TEXT NOT NULL, search_text TEXT NOT NULL)""",
    """CREATE TABLE "case" (
        id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
        revision INTEGER NOT NULL CHECK (revision >= 1),
        number TEXT NOT NULL UNIQUE CHECK (number <> ''),
        person_id INTEGER NOT NULL REFERENCES person (id), personal_number TEXT NOT NULL,
        insurance TEXT NOT NULL CHECK (insurance <> ''),
        benefit TEXT NOT NULL CHECK (benefit <> ''), reason TEXT NOT NULL CHECK (reason <> ''),
        reason_note TEXT NOT NULL, source TEXT NOT NULL, found_on DATE NOT NULL,
        benefit_status TEXT NOT NULL, benefit_fen INTEGER CHECK (benefit_fen >= 0),
        account_fen INTEGER NOT NULL CHECK (account_fen >= 0),
        account_subsidy_fen INTEGER NOT NULL
            CHECK (account_subsidy_fen BETWEEN 0 AND account_fen),
        other_benefit_fen INTEGER NOT NULL CHECK (other_benefit_fen >= 0),
        funeral_fen INTEGER NOT NULL CHECK (funeral_fen >= 0),
        can_repay BOOLEAN, estate_fen INTEGER CHECK (estate_fen >= 0),
        fraud_suspected BOOLEAN NOT NULL, crime_suspected BOOLEAN NOT NULL,
        staff_involved BOOLEAN NOT NULL,
        category TEXT NOT NULL CHECK (category <> ''),
        claimed_fen INTEGER CHECK (claimed_fen >= 0), assessed_fen INTEGER CHECK (assessed_fen > 0),
        amount_changed_on DATE,
        township TEXT NOT NULL, village TEXT NOT NULL, handler TEXT NOT NULL,
        file_place TEXT NOT NULL, remarks TEXT NOT NULL, policy TEXT NOT NULL,
        batch_id INTEGER REFERENCES batch (id), batch_sheet TEXT NOT NULL, batch_row INTEGER,
        state TEXT NOT NULL CHECK (state IN ('clue', 'verifying', 'dismissed', 'confirmed',
            'noticed', 'recovering', 'recovered', 'closed')),
        state_since DATE NOT NULL, next_step TEXT NOT NULL, next_due_on DATE, paused_until DATE,
        due_unpaid_on DATE, unserved_on DATE, touched_on DATE NOT NULL,
        revision_handed INTEGER NOT NULL CHECK (revision_handed BETWEEN 0 AND revision),
        CHECK ((next_step = '') = (next_due_on IS NULL)),
        CHECK ((next_step = '') = (state = 'closed')))""",
    'CREATE INDEX ix_case_person_id ON "case" (person_id)',
    'CREATE INDEX ix_case_village ON "case" (village)',
    'CREATE INDEX ix_case_next_due_on ON "case" (next_due_on)',
    """CREATE INDEX ix_case_todo ON "case" (next_step, next_due_on, state, paused_until, touched_on,
        revision, revision_handed, batch_id, state_since,
        due_unpaid_on, unserved_on)""",  # all the to-do lists read of a case
    """CREATE TABLE layout (
        shape TEXT NOT NULL PRIMARY KEY CHECK (length(shape) = 32), fields JSON NOT NULL,
        clerk TEXT NOT NULL CHECK (clerk <> ''))""",
    """CREATE TABLE batch_row (
        id INTEGER PRIMARY KEY, batch_id INTEGER NOT NULL REFERENCES batch (id),
        case_id INTEGER NOT NULL REFERENCES "case" (id), sheet TEXT NOT NULL,
        row INTEGER NOT NULL CHECK (row >= 1), revision INTEGER NOT NULL CHECK (revision >= 1),
        changes JSON NOT NULL, lost JSON NOT NULL)""",
    "CREATE INDEX ix_batch_row_batch_id ON batch_row (batch_id)",
    "CREATE INDEX ix_batch_row_case_id ON batch_row (case_id)",
    """CREATE TABLE sent_row (
        id INTEGER PRIMARY KEY, hand_over_id INTEGER NOT NULL REFERENCES hand_over (id),
        case_id INTEGER NOT NULL REFERENCES "case" (id),
        revision INTEGER NOT NULL CHECK (revision >= 1), said JSON)""",
    "CREATE INDEX ix_sent_row_hand_over_id ON sent_row (hand_over_id)",
    "CREATE INDEX ix_sent_row_case_id ON sent_row (case_id, revision)",
    """CREATE TABLE overpaid_period (
        id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL REFERENCES "case" (id),
        first_month TEXT NOT NULL CHECK (first_month GLOB '[12][09][0-9][0-9]-[01][0-9]'),
        last_month TEXT NOT NULL CHECK (last_month >= first_month),
        monthly_fen INTEGER CHECK (monthly_fen > 0), amount_fen INTEGER NOT NULL
            CHECK (amount_fen > 0))""",
    "CREATE INDEX ix_overpaid_period_case_id ON overpaid_period (case_id)",
    """CREATE TABLE pay_card (
        id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL REFERENCES "case" (id),
        bank TEXT NOT NULL, account_number TEXT NOT NULL CHECK (account_number <> ''),
        balance_fen INTEGER NOT NULL CHECK (balance_fen >= 0), stop_notice_on DATE,
        lift_notice_on DATE, remarks TEXT NOT NULL)""",
    "CREATE INDEX ix_pay_card_case_id ON pay_card (case_id)",
    """CREATE INDEX ix_pay_card_stopped ON pay_card (case_id)
        WHERE stop_notice_on IS NOT NULL AND lift_notice_on IS NULL""",
    """CREATE TABLE verification (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        case_id INTEGER NOT NULL REFERENCES "case" (id),
        verified_on DATE NOT NULL, verified_by TEXT NOT NULL CHECK (verified_by <> ''),
        result TEXT NOT NULL CHECK (result IN ('confirmed', 'dismissed', 'withdrawn')),
        findings TEXT NOT NULL)""",
    "CREATE INDEX ix_verification_case_id ON verification (case_id)",
    """CREATE TABLE inquiry_check (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        case_id INTEGER NOT NULL REFERENCES "case" (id), item TEXT NOT NULL CHECK (item <> ''),
        result TEXT NOT NULL CHECK (result IN ('yes', 'no', 'unknown')),
        checked_on DATE NOT NULL, checked_by TEXT NOT NULL CHECK (checked_by <> ''),
        document TEXT NOT NULL, source TEXT NOT NULL, note TEXT NOT NULL)""",
    "CREATE INDEX ix_inquiry_check_case_id ON inquiry_check (case_id)",
    """CREATE TABLE death_date (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        person_id INTEGER NOT NULL REFERENCES person (id),
        source TEXT NOT NULL CHECK (source <> ''), died_on DATE NOT NULL,
        is_lunar BOOLEAN NOT NULL, document TEXT NOT NULL, is_settled BOOLEAN NOT NULL,
        note TEXT NOT NULL)""",
    "CREATE INDEX ix_death_date_person_id ON death_date (person_id)",
    "CREATE UNIQUE INDEX ix_death_date_settled ON death_date (person_id) WHERE is_settled",
    """CREATE TABLE ability (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        case_id INTEGER NOT NULL REFERENCES "case" (id), judged_on DATE NOT NULL,
        judged_by TEXT NOT NULL CHECK (judged_by <> ''),
        second_by TEXT NOT NULL CHECK (second_by <> '' AND second_by <> judged_by),
        household INTEGER NOT NULL CHECK (household > 0),
        dependants INTEGER NOT NULL CHECK (dependants BETWEEN 0 AND household - 1),
        income_fen INTEGER NOT NULL CHECK (income_fen >= 0),
        debts_fen INTEGER NOT NULL CHECK (debts_fen >= 0), can_repay BOOLEAN NOT NULL,
        note TEXT NOT NULL)""",
    "CREATE INDEX ix_ability_case_id ON ability (case_id)",
    """CREATE TABLE liable_person (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        case_id INTEGER NOT NULL REFERENCES "case" (id),
        role TEXT NOT NULL CHECK (role IN ('heir', 'recipient', 'guardian', 'unit', 'other')),
        name TEXT NOT NULL CHECK (name <> ''), relation TEXT NOT NULL, id_number TEXT NOT NULL,
        phone TEXT NOT NULL, address TEXT NOT NULL, share_fen INTEGER CHECK (share_fen >= 0),
        limit_fen INTEGER CHECK (limit_fen >= 0), renounced_on DATE, note TEXT NOT NULL)""",
    "CREATE INDEX ix_liable_person_case_id ON liable_person (case_id)",
    """CREATE TABLE evidence (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        case_id INTEGER NOT NULL REFERENCES "case" (id),
        category TEXT NOT NULL CHECK (category <> ''),
        department TEXT NOT NULL CHECK (department <> ''),
        document TEXT NOT NULL CHECK (document <> ''), document_number TEXT NOT NULL,
        whose TEXT NOT NULL CHECK (whose <> ''), holder_name TEXT NOT NULL,
        holder_id_number TEXT NOT NULL,
        issued_on DATE NOT NULL, valid_until DATE CHECK (valid_until >= issued_on),
        valid_through DATE CHECK (valid_through >= issued_on),
        verified_by TEXT NOT NULL, verified_on DATE, note TEXT NOT NULL)""",
    "CREATE INDEX ix_evidence_case_id ON evidence (case_id, category, valid_through)",
    "CREATE INDEX ix_evidence_valid_through ON evidence (valid_through, case_id, category)",
    """CREATE TABLE attachment (
        id INTEGER PRIMARY KEY, case_id INTEGER REFERENCES "case" (id),
        evidence_id INTEGER REFERENCES evidence (id),
        document_id INTEGER REFERENCES issued_document (id),
        title TEXT NOT NULL CHECK (title <> ''),
        stored_name TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        size INTEGER NOT NULL CHECK (size > 0),
        page INTEGER CHECK (page > 0), file_uid TEXT NOT NULL, code TEXT NOT NULL,
        pixels_sha256 TEXT UNIQUE CHECK (length(pixels_sha256) = 64), given_on DATE,
        CHECK ((page IS NULL) = (pixels_sha256 IS NULL)),
        CHECK (case_id IS NOT NULL OR (page IS NOT NULL AND document_id IS NULL)))""",
    "CREATE INDEX ix_attachment_case_id ON attachment (case_id)",
    "CREATE INDEX ix_attachment_evidence_id ON attachment (evidence_id)",
    "CREATE INDEX ix_attachment_document_id ON attachment (document_id)",
    "CREATE INDEX ix_attachment_file_uid ON attachment (file_uid)",
    """CREATE TABLE decision (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        case_id INTEGER NOT NULL REFERENCES "case" (id),
        method TEXT NOT NULL CHECK (method IN ('order', 'agreement', 'assistance', 'enforcement')),
        decided_on DATE NOT NULL, reason TEXT NOT NULL CHECK (reason <> ''),
        made_by TEXT NOT NULL CHECK (made_by <> ''),
        rank INTEGER NOT NULL CHECK (rank BETWEEN 1 AND 4), is_beside BOOLEAN NOT NULL,
        facts JSON NOT NULL, policy TEXT NOT NULL CHECK (policy <> ''),
        policy_hash TEXT NOT NULL)""",
    "CREATE INDEX ix_decision_case_id ON decision (case_id)",
    """CREATE TABLE plan (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        case_id INTEGER NOT NULL REFERENCES "case" (id),
        kind TEXT NOT NULL CHECK (kind IN ('lump', 'instalments', 'monthly')),
        amount_fen INTEGER NOT NULL, paid_fen INTEGER NOT NULL CHECK (paid_fen >= 0),
        owed_fen INTEGER NOT NULL CHECK (owed_fen BETWEEN 1 AND amount_fen - paid_fen),
        is_beside BOOLEAN NOT NULL, benefit_fen INTEGER CHECK (benefit_fen >= 0),
        approved_by TEXT NOT NULL, approval_number TEXT NOT NULL, approval_reason TEXT NOT NULL,
        each_fen INTEGER NOT NULL CHECK (each_fen > 0),
        periods INTEGER NOT NULL CHECK (periods > 0), pay_by DATE, first_month TEXT,
        made_on DATE NOT NULL, promisor_name TEXT NOT NULL, promisor_id_number TEXT NOT NULL,
        promisor_phone TEXT NOT NULL, relation TEXT NOT NULL,
        CHECK ((kind = 'lump') = (pay_by IS NOT NULL)),
        CHECK ((kind = 'lump') = (first_month IS NULL)),
        CHECK (each_fen * (periods - 1) < owed_fen AND owed_fen <= each_fen * periods))""",
    "CREATE INDEX ix_plan_case_id ON plan (case_id)",
    """CREATE TABLE receipt (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        case_id INTEGER NOT NULL REFERENCES "case" (id), received_on DATE NOT NULL,
        fen INTEGER NOT NULL CHECK ((fen > 0) = (reverses_id IS NULL) AND fen <> 0),
        channel TEXT NOT NULL CHECK (channel <> ''), funding TEXT NOT NULL,
        payer TEXT NOT NULL, voucher TEXT NOT NULL,
        deposited_on DATE, reverses_id INTEGER UNIQUE REFERENCES receipt (id),
        note TEXT NOT NULL, entered_at DATETIME NOT NULL)""",
    "CREATE INDEX ix_receipt_case_id ON receipt (case_id)",
    """CREATE INDEX ix_receipt_undeposited ON receipt (case_id, received_on, reverses_id)
        WHERE deposited_on IS NULL""",
    """CREATE TABLE issued_document (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        case_id INTEGER NOT NULL REFERENCES "case" (id), form TEXT NOT NULL CHECK (form <> ''),
        number TEXT NOT NULL, issued_on DATE NOT NULL, dated_on DATE CHECK (dated_on >= issued_on),
        amount_fen INTEGER NOT NULL CHECK (amount_fen >= 0),
        plan_id INTEGER REFERENCES plan (id),
        replaces_id INTEGER UNIQUE REFERENCES issued_document (id),
        accounts JSON NOT NULL, content JSON NOT NULL, policy_hash TEXT NOT NULL,
        copies INTEGER NOT NULL CHECK (copies >= 0))""",
    "CREATE INDEX ix_issued_document_case_id ON issued_document (case_id)",
    "CREATE INDEX ix_issued_document_issued_on ON issued_document (issued_on)",
    """CREATE INDEX ix_issued_document_form
        ON issued_document (form, copies, case_id, issued_on, amount_fen)""",
    """CREATE INDEX ix_issued_document_number ON issued_document (form, number)
        WHERE number <> ''""",  # only a paper and those it replaces may share one
    """CREATE TABLE milestone (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        case_id INTEGER NOT NULL REFERENCES "case" (id), kind TEXT NOT NULL CHECK (kind <> ''),
        happened_on DATE NOT NULL, until DATE CHECK (until >= happened_on), party TEXT NOT NULL,
        manner TEXT NOT NULL, reference TEXT NOT NULL, outcome TEXT NOT NULL,
        witness TEXT NOT NULL, relation TEXT NOT NULL, proof TEXT NOT NULL, refusal TEXT NOT NULL,
        servers TEXT NOT NULL, fen INTEGER CHECK (fen > 0), note TEXT NOT NULL,
        benefit_before TEXT NOT NULL, document_id INTEGER REFERENCES issued_document (id),
        accounts JSON NOT NULL, takes_back_id INTEGER UNIQUE REFERENCES milestone (id),
        entered_by TEXT NOT NULL CHECK (entered_by <> ''))""",
    "CREATE INDEX ix_milestone_case_id ON milestone (case_id, kind, takes_back_id)",
    "CREATE INDEX ix_milestone_kind_until ON milestone (kind, until, case_id, takes_back_id)",
    """CREATE TABLE roll (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, title TEXT NOT NULL CHECK (title <> ''),
        file_name TEXT NOT NULL, sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        category TEXT NOT NULL CHECK (category <> ''), department TEXT NOT NULL,
        listed_on DATE NOT NULL, matched_on DATE NOT NULL, clerk TEXT NOT NULL CHECK (clerk <> ''),
        rows INTEGER NOT NULL CHECK (rows >= 0))""",
    "CREATE INDEX ix_roll_sha256 ON roll (sha256)",
    """CREATE TABLE roll_hit (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        roll_id INTEGER NOT NULL REFERENCES roll (id),
        case_id INTEGER NOT NULL REFERENCES "case" (id),
        category TEXT NOT NULL CHECK (category <> ''), sheet TEXT NOT NULL,
        row INTEGER NOT NULL CHECK (row > 0), listed_name TEXT NOT NULL,
        certificate TEXT NOT NULL, note TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined')),
        decided_by TEXT NOT NULL, decided_on DATE, reason TEXT NOT NULL,
        evidence_id INTEGER REFERENCES evidence (id), UNIQUE (roll_id, case_id),
        CHECK ((state = 'open') = (decided_on IS NULL)),
        CHECK ((state = 'accepted') = (evidence_id IS NOT NULL)))""",
    "CREATE INDEX ix_roll_hit_case_id ON roll_hit (case_id)",
    "CREATE INDEX ix_roll_hit_roll_id ON roll_hit (roll_id)",
    """CREATE TABLE peer (
        id INTEGER PRIMARY KEY, office_uid TEXT UNIQUE CHECK (length(office_uid) = 32),
        name TEXT NOT NULL UNIQUE CHECK (name <> ''), short TEXT NOT NULL CHECK (short <> ''),
        kind TEXT NOT NULL CHECK (kind IN ('village', 'township', 'county')),
        passphrase TEXT NOT NULL, sent_sequence INTEGER NOT NULL CHECK (sent_sequence >= 0),
        opened_sequence INTEGER NOT NULL CHECK (opened_sequence >= 0),
        opened_events INTEGER NOT NULL CHECK (opened_events >= 0), opened_head TEXT NOT NULL)""",
    """CREATE TABLE package (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL, peer_id INTEGER NOT NULL REFERENCES peer (id),
        direction TEXT NOT NULL CHECK (direction IN ('out', 'in')),
        sequence INTEGER NOT NULL CHECK (sequence > 0), file_name TEXT NOT NULL,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64), happened_on DATE NOT NULL,
        clerk TEXT NOT NULL CHECK (clerk <> ''), cases INTEGER NOT NULL CHECK (cases >= 0),
        attachments INTEGER NOT NULL CHECK (attachments >= 0),
        events INTEGER NOT NULL CHECK (events >= 0), head TEXT NOT NULL,
        confirmed_on DATE, refused JSON NOT NULL, UNIQUE (direction, uid))""",
    "CREATE INDEX ix_package_peer_id ON package (peer_id, direction, sequence)",
    """CREATE TABLE packed_case (
        id INTEGER PRIMARY KEY, package_id INTEGER NOT NULL REFERENCES package (id),
        case_id INTEGER NOT NULL REFERENCES "case" (id), case_uid TEXT NOT NULL,
        revision INTEGER NOT NULL CHECK (revision >= 0), content JSON NOT NULL,
        UNIQUE (package_id, case_id))""",
    "CREATE INDEX ix_packed_case_case_id ON packed_case (case_id, package_id)",
    """CREATE TABLE event (
        id INTEGER PRIMARY KEY, at DATETIME NOT NULL, clerk TEXT NOT NULL CHECK (clerk <> ''),
        kind TEXT NOT NULL, case_id INTEGER, state TEXT,
        summary TEXT NOT NULL CHECK (summary <> ''), details JSON NOT NULL,
        chain TEXT NOT NULL CHECK (length(chain) = 64))""",
    "CREATE INDEX ix_event_case_id ON event (case_id)",
    *(
        f"CREATE TRIGGER {table}_{act} BEFORE {act} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table in (
            *("event", "decision", "plan", "verification", "inquiry_check", "ability"),
            "milestone",
        )
        for act in ("update", "delete")
    ),
    *(  # of a receipt only its deposit may come later, of a paper only its number and copies
        f"CREATE TRIGGER {table}_{act.split()[0]} BEFORE {act} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table, act in (
            ("receipt", "delete"),
            ("receipt", "update OF case_id, received_on, fen, channel, funding, reverses_id"),
            ("issued_document", "delete"),
            ("issued_document", "update OF uid, case_id, form, issued_on, amount_fen, plan_id"),
        )
    ),
    """CREATE TRIGGER issued_document_content
        BEFORE update OF accounts, content, policy_hash, replaces_id ON issued_document
        BEGIN SELECT RAISE(ABORT, 'issued_document is append-only'); END""",
)

STEPS = (M1_FIRST_TABLES,)


def migrate(engine: Engine, steps: Sequence[Step] = STEPS) -> None:
    """Bring the file up to date in one transaction: another process waits, then finds it done.

    Raises UserError when a newer program wrote the file.
    """
    with engine.begin() as db:
        version = db.exec_driver_sql("PRAGMA user_version").scalar_one()
        if version > len(steps):
            raise UserError("个案簿版本较新", "该个案簿由更高版本的程序写成，请先升级本程序。")
        for number, step in enumerate(steps[version:], start=version + 1):
            for statement in step:
                db.exec_driver_sql(statement)
            db.exec_driver_sql(f"PRAGMA user_version = {number}")
