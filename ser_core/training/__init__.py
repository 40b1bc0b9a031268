"""Training and measuring: corpora, folds, features through a cache, recipes, figures."""
