"""Loaded before anything else (addopts -p): the values that the tests run with, also when pytest is called directly."""

import os

from klachten import environment

if "KLACHTEN_TEST_FOLDER" not in os.environ:
    environment.test_environment()
