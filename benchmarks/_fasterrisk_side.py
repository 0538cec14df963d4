"""FasterRisk's part of tuning_fasterrisk.py, run by its own Python: reads rules, writes cards.

Arguments: the file of rules (.npz: rules, converted), the size, where to write (.json).
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from fasterrisk.fasterrisk import RiskScoreOptimizer


def main() -> None:
    source, size, target = sys.argv[1:]
    with np.load(source) as found:
        rules = found["rules"].astype(float)
        outcome = np.where(found["converted"] == 1, 1.0, -1.0)
    begin = time.process_time()
    optimizer = RiskScoreOptimizer(X=rules, y=outcome, k=int(size), lb=-5, ub=5)
    optimizer.optimize()
    _, _, cards = optimizer.get_models()
    seconds = time.process_time() - begin
    pool = [[round(float(value)) for value in card] for card in cards]
    Path(target).write_text(json.dumps({"seconds": seconds, "cards": pool}), encoding="utf-8")


if __name__ == "__main__":
    main()
