"""Speed as ratios, each measured in one run beside its floor: python3 dev.py bench [TOPIC …]."""

import sys

from bench import importing, opening, posting

TOPICS = {"posting": posting.main, "importing": importing.main, "opening": opening.main}


def main(words: list[str]) -> int:
    """Measure the topics that are named, or all of them; gives the exit code."""
    unknown = [word for word in words if word not in TOPICS]
    if unknown:
        print(f"no topic {', '.join(unknown)}; there are: {', '.join(TOPICS)}")
        return 2
    for name in words or TOPICS:
        print(f"-- {name}")
        TOPICS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
