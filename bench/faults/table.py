"""A line a fault: what was answered, and how long until all was well."""

from bench.faults.crowd import KINDS

NAME, CELL = 24, 22


def print_head():
    head = f"{'200':>4} {'503':>4} {'none':>4} {'worst':>6}"
    kinds = " |".join(f"{kind:^21}" for kind in KINDS)
    heads = " |".join(f"{head:^21}" for _ in KINDS)
    print(f"{'':<{NAME + 5}}|{kinds} |{'asked':>6} |{'replied':>7} |  well")
    print(f"{'fault':<{NAME}} {'s':>4}|{heads} |{'ok/no':>6} |{'ok/no':>7} |{'s':>6}")


def print_row(fault, episode):
    crowd = episode.crowd
    cells = " |".join(cell(crowd.answers[kind], episode) for kind in KINDS)
    asked = f"{len(crowd.receipts)}/{crowd.asked_in_vain}"
    replied = f"{len(crowd.replies)}/{crowd.replied_in_vain}"
    well = "never" if episode.well_at is None else f"{max(0, episode.well_at - episode.over):.1f}"
    lasted = episode.over - episode.began
    print(f"{fault.name:<{NAME}} {lasted:>4.0f}|{cells} |{asked:>6} |{replied:>7} |{well:>6}")
    for sentence in fault.told:
        print(f"    {sentence}")
    print(end="", flush=True)


def cell(notes, episode):
    """Of what was asked for from the blow until all was well."""
    end = episode.well_at or episode.over
    meanwhile = [note for note in notes if episode.began <= note.at <= end]
    served = sum(note.status == 200 for note in meanwhile)
    told = sum(note.status == 503 for note in meanwhile)
    worst = max((note.seconds for note in meanwhile), default=0)
    return f"{served:>4} {told:>4} {len(meanwhile) - served - told:>4} {worst:>6.1f}"
