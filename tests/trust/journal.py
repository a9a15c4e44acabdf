"""Checks what servers kept against what a client wrote down: TRUST section 1, in another language and with nothing of ours.

usage: journal.py JOURNAL FACTS [REPLAY FACTS_AFTER_REPLAY] [EVENTS]      prints one line of JSON

JOURNAL  of the client: S before a message is first sent, R for each reply, X for an attempt without one, O given up.
FACTS    read afterwards: V services, T transactions, A answers, I invitations, C figures of reports, W answers that wait.
EVENTS   of the storm: when what was killed and was back.
"""
import hashlib
import hmac
import json
import sys
from collections import Counter, defaultdict

ACCEPTED = {"RECORDED", "EXTENDED", "DUPLICATE"}
MUSCAT_MS = 4 * 3_600_000


def lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


class Journal:
    """Messages by number, each with its replies."""

    def __init__(self, path):
        self.messages, self.replies, self.attempts = {}, defaultdict(list), Counter()
        for line in lines(path):
            if line["t"] == "S":
                self.messages[line["m"]] = line
            elif line["t"] == "R":
                self.replies[line["m"]].append(line)
            elif line["t"] == "X":
                self.attempts[line["why"]] += 1

    def accepted(self, m):
        return [reply for reply in self.replies[m] if reply["outcome"] in ACCEPTED]


class Facts:
    def __init__(self, path):
        self.services, self.transactions, self.answers = {}, [], []
        self.invitations, self.figures, self.waiting, self.key = 0, {}, {}, None
        for line in lines(path):
            kind = line["t"]
            if kind == "V":
                self.services[line["id"]] = line["name"]
                self.key = bytes.fromhex(line["key"]) if "key" in line else None
            elif kind == "T":
                self.transactions.append(line)
            elif kind == "A":
                self.answers.append(line)
            elif kind == "I":
                self.invitations += line["n"]
            elif kind == "C":
                self.figures[(line["what"], line["of"], line["agency"], line["service"], line["channel"], line["day"])] = line["value"]
            elif kind == "W":
                self.waiting[line["service"]] = (line["n"], line["sum"])

    def key_of(self, row):
        """What the client knows it by; a planted server may keep it as it is."""
        return row["k"] if "k" in row else (row["service"], row["reference"])

    def known_as(self, message):
        if not self.services:
            return message["k"]
        service, reference = message["item"]["service"], message["item"]["reference"]
        identity = next((one for one, name in self.services.items() if name == service), service)
        mac = hmac.new(self.key, digestmod=hashlib.sha256)
        for part in ("reference", identity, reference):
            mac.update(f"{len(part.encode())}:{part}".encode())
        return (identity, mac.hexdigest())


def content(item):
    return [item["startedAt"], item["endedAt"], item["outcome"] or "IN_FLIGHT", item["channel"], sorted(item["passages"])]


def check_transactions(journal, facts, result):
    by_key, known = defaultdict(list), {}
    for message in journal.messages.values():
        if message["kind"] != "ANSWER":
            by_key[message["k"]].append(message)
            if message["k"] not in known:
                known[message["k"]] = facts.known_as(message)
    stored = defaultdict(list)
    for row in facts.transactions:
        stored[facts.key_of(row)].append(row)
    acked, refused, recorded = set(), set(), 0
    for key, messages in by_key.items():
        receipts, recordings = set(), 0
        said = None
        for message in messages:
            accepted = journal.accepted(message["m"])
            receipts.update(reply["receipt"] for reply in accepted)
            recordings += sum(reply["outcome"] == "RECORDED" for reply in accepted)
            final = journal.replies[message["m"]]
            if not final:
                result["open"] += 1
                continue
            outcomes = {reply["outcome"] for reply in final}
            if message["refusal"] is not None and outcomes != {message["refusal"]}:
                result["keyMisuse" if message["kind"] == "CONTRADICTION" else "unexpected"] += 1
                result["surprises"].append([message["kind"], *sorted(outcomes)])
            if message["refusal"] is None and not outcomes <= ACCEPTED:
                result["unexpected"] += 1
                result["surprises"].append([message["kind"], *sorted(outcomes)])
            # What comes with a reply to the whole never changes; to what was begun it does, when the rest has come.
            if message["kind"] != "BEGUN" and len({reply["body"] for reply in final}) > 1:
                result["sameAnswer"] += 1
            if accepted and (said is None or message["kind"] == "WHOLE"):
                said = message["item"]
        recorded += recordings
        if len(receipts) > 1 or recordings > 1:
            result["sameAnswer"] += 1
        rows = stored.get(known[key], [])
        if receipts:
            acked.add(key)
            result["passages"] += len(said["passages"])
            if not rows:
                result["lost"] += 1
            elif {row["id"] for row in rows} != receipts:
                result["sameAnswer"] += 1
            for row in rows[:1]:
                if "item" in row and content(row["item"]) != content(said):
                    result["altered"] += 1
        elif all(journal.replies[message["m"]] for message in messages):
            refused.add(key)
            result["refusedYetStored"] += bool(rows)
    result["doubled"] += len(facts.transactions) - len(stored)
    result["phantom"] += len(set(stored) - set(known.values()))
    result["honestCount"] += max(0, recorded - len(stored))
    result["transactions"], result["refused"], result["rows"] = len(acked), len(refused), len(facts.transactions)
    result["deliveries"] = sum(len(replies) for replies in journal.replies.values())


def check_answers(journal, facts, result):
    by_token = defaultdict(list)
    for message in journal.messages.values():
        if message["kind"] == "ANSWER":
            by_token[(message["answer"]["service"], message["answer"]["transaction"])].append(message)
    stored = defaultdict(list)
    for row in facts.answers:
        stored[(facts.services.get(row.get("service"), row.get("service")), row.get("transaction"))].append(row)
    for token, messages in by_token.items():
        rows = stored.get(token, [])
        accepted = [(message, reply) for message in messages for reply in journal.accepted(message["m"])]
        if len(messages) > 2:
            result["races"] += 1
        for message in messages:
            outcomes = {reply["outcome"] for reply in journal.replies[message["m"]]}
            result["open"] += not outcomes
            # One content has one fate, and who comes with another hears that it is answered.
            if outcomes and not (outcomes <= ACCEPTED or outcomes == {"ALREADY_ANSWERED"}):
                result["unexpected"] += 1
                result["surprises"].append([message["kind"], *sorted(outcomes)])
        if accepted and not rows:
            result["lost"] += 1
        if not accepted and rows:
            result["refusedYetStored"] += 1
        if sum(reply["outcome"] == "RECORDED" for _, reply in accepted) > 1 or len({reply["receipt"] for _, reply in accepted}) > 1:
            result["oneAnswerPerToken"] += 1
        if rows and accepted and any(message["answer"]["score"] != rows[0]["score"] or reply["receipt"] != rows[0]["receipt"] for message, reply in accepted):
            result["altered"] += 1
    result["oneAnswerPerToken"] += sum(len(rows) > 1 for rows in stored.values()) + (len(facts.answers) > facts.invitations)
    result["doubled"] += len(facts.answers) - len(stored)
    result["phantom"] += len(set(stored) - set(by_token))
    result["tokens"], result["answers"] = len(by_token), len(stored)


def recount(journal):
    """The figures of the reports, from the journal alone."""
    figures, whole = Counter(), {}
    for message in journal.messages.values():
        if message["kind"] in ("WHOLE", "BEGUN") and journal.accepted(message["m"]) and (message["kind"] == "WHOLE" or message["k"] not in whole):
            whole[message["k"]] = message["item"]
    for item in whole.values():
        service, channel = item["service"], item["channel"]
        agency = service.split("/")[0]
        day = str((item["startedAt"] + MUSCAT_MS) // 86_400_000)
        figures[("TRANSACTIONS", "", agency, service, channel, day)] += 1
        for _, step, entered, left in item["passages"]:
            code = "UNMAPPED" if step == "elsewhere" else step
            figures[("PASSAGES", code, agency, service, channel, day)] += 1
            figures[("SECONDS", code, agency, service, channel, day)] += (left - entered) / 1000
    ratings = {}
    for message in journal.messages.values():
        if message["kind"] == "ANSWER" and journal.accepted(message["m"]):
            ratings[message["k"]] = (message["answer"]["service"], message["answer"]["score"])
    for service, score in ratings.values():
        agency = service.split("/")[0]
        figures[("ANSWERS", "", agency, service, "", "")] += 1
        figures[("RATINGS", "", agency, service, "", "")] += score
    return figures


def check_reports(journal, facts, result):
    if not facts.figures:
        return
    said = recount(journal)
    # By day and channel; of ratings, which are shown in tens without either, what is shown and what waits.
    shown = {key: value for key, value in facts.figures.items() if key[5] not in ("", "MONTH") and key[4] != ""}
    for key, value in facts.figures.items():
        if key[0] in ("ANSWERS", "RATINGS"):
            shown[key] = value + facts.waiting.get(key[3], (0, 0))[key[0] == "RATINGS"]
    for key in set(said) | set(shown):
        if abs(said.get(key, 0) - shown.get(key, 0)) > 1e-6:
            result["reportIsJournal"] += 1
            if len(result["examples"]) < 5:
                result["examples"].append([*key, said.get(key, 0), shown.get(key, 0)])
    result["figures"] += len(set(said) | set(shown))
    # Channels make up the whole, days the month, services the agency, agencies the nation.
    sums = defaultdict(float)
    for (what, of, agency, service, channel, day), value in shown.items():
        if channel != "":
            sums[(what, of, agency, service, "", day)] += value
            sums[(what, of, agency, service, "", "MONTH")] += value
            sums[(what, of, agency, "", "", "MONTH")] += value
            sums[(what, of, "", "", "", "MONTH")] += value
    for key, value in facts.figures.items():
        if key[4] == "" and key[5] != "":
            result["conserved"] += 1
            result["conservation"] += abs(sums.get(key, 0) - value) > 1e-6


def check_replay(journal, before, path, facts_path, result):
    again, after = Journal(path), Facts(facts_path)
    result["replayed"] = sum(len(replies) for replies in again.replies.values())
    result["replay"] += (before.figures, before.waiting) != (after.figures, after.waiting)
    result["replay"] += len(before.transactions) != len(after.transactions) or len(before.answers) != len(after.answers)
    acked = set()
    for m, message in journal.messages.items():
        replies = again.replies[m]
        if not replies:
            result["open"] += 1
            continue
        if any(reply["outcome"] in ("RECORDED", "EXTENDED") for reply in replies):
            result["replay"] += 1
        first = journal.replies[m][-1:]
        if first and (first[0]["outcome"] in ACCEPTED) != (replies[0]["outcome"] in ACCEPTED):
            result["replay"] += 1
        if message["kind"] in ("WHOLE", "ANSWER") and first and first[0]["body"] != replies[0]["body"]:
            result["sameAnswer"] += 1
        if message["kind"] not in ("ANSWER",) and replies[0]["outcome"] in ACCEPTED:
            acked.add(message["k"])
    # Once each key was sent again, as many were said to be kept as are.
    result["honestCount"] += abs(len(acked) - len({after.key_of(row) for row in after.transactions}))


def percentiles(values):
    ordered = sorted(values)
    if not ordered:
        return None
    return {"n": len(ordered), "p50": ordered[len(ordered) // 2], "p95": ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], "max": ordered[-1]}


def first_acknowledgements(journal, path):
    """Milliseconds from a server's start, and from PostgreSQL's return, to the first reply; without those that the next kill came before."""
    events = list(lines(path))
    replies = sorted((reply["at"], reply["w"]) for all_of in journal.replies.values() for reply in all_of)
    kills = sorted(event["at"] for event in events if event["e"] == "kill")
    waits = {"afterStart": [], "afterAccept": [], "afterTerminate": []}
    import bisect
    times = {server: [at for at, of in replies if of == server] for server in {of for _, of in replies}}
    everyone = [at for at, _ in replies]
    for event in events:
        of = {"started": "afterStart", "accepts": "afterAccept", "terminated": "afterTerminate"}.get(event["e"])
        if of is None:
            continue
        series = times.get(event.get("server"), []) if of == "afterStart" else everyone
        place = bisect.bisect_left(series, event["at"])
        following = bisect.bisect_right(kills, event["at"])
        if place < len(series) and (following == len(kills) or series[place] <= kills[following]):
            waits[of].append(series[place] - event["at"])
    return {name: percentiles(values) for name, values in waits.items()}


def main(paths):
    journal, facts = Journal(paths[0]), Facts(paths[1])
    zero = ("lost", "doubled", "phantom", "refusedYetStored", "open", "honestCount", "sameAnswer", "altered", "keyMisuse", "unexpected", "reportIsJournal", "conservation", "replay", "oneAnswerPerToken")
    result = {name: 0 for name in zero + ("passages", "figures", "conserved", "races")}
    result["examples"], result["surprises"] = [], []
    check_transactions(journal, facts, result)
    check_answers(journal, facts, result)
    check_reports(journal, facts, result)
    if len(paths) > 2:
        check_replay(journal, facts, paths[2], paths[3], result)
    result["wrong"] = [name for name in zero if result[name] != 0]
    result["unanswered"] = dict(journal.attempts.most_common(12))
    if len(paths) > 4:
        result["firstAckMs"] = first_acknowledgements(journal, paths[4])
    print(json.dumps(result))


main(sys.argv[1:])
