"""The proof of formula fields for Salesforce: run by sformula, an open re-implementation.

PYTHONPATH=. python benchmarks/proof_crm.py [--models N] [--leads N] [--write]
"""

from __future__ import annotations

import argparse

from _proofs import Tally, report, scored_models, tell

from models.exchange.crm.targets import SALESFORCE
from models.exchange.proof.sformula import SFORMULA


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=int, default=200)
    parser.add_argument("--leads", type=int, default=200)
    parser.add_argument("--write", action="store_true", help="write docs/proofs/crm.md")
    asked = parser.parse_args()
    if not SFORMULA.version():
        print(f"sformula: not installed. {SFORMULA.install}")
        return
    tally = Tally(SALESFORCE, SFORMULA)
    for model, scored in scored_models(asked.models, asked.leads):
        tally.prove(model, scored)
    tell([tally])
    if asked.write:
        report("crm", "proof_crm", [tally])


if __name__ == "__main__":
    main()
