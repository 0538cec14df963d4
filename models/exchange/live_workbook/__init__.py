"""The live workbook: leads, model, calculation and scores, where a changed cell changes all."""
