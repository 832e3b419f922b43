"""The page of sectors: what a person says of an organisation is kept."""

import pytest


def test_x(manager):
    page = manager.get("/secteurs")
    print(page.text[:1500]); print(len(page.html))
    page = manager.get("/secteurs?secteur=%3F&nom=coll&page=0")
    print(page.text[:800])
