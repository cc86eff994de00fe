"""Every page as Markdown, with what the page itself says; and `llms.txt`, which lists them."""

import re

import pytest
from markdown_it import MarkdownIt

from documentation.contents import FILES, FOR_PEOPLE
from documentation.markdown import as_markdown, code_block
from domain.portal import ADDRESSES, get
from plano.registry.records import Records
from plano.statuses import CATALOG

_PORTAL = "https://api.plano.example/production/documentation/"
_PAGES = [address for address in ADDRESSES if address not in FOR_PEOPLE]


def _address(page: str) -> str:
    return f"/{page or 'index'}.md"


@pytest.mark.parametrize("page", _PAGES)
def test_a_page_leads_to_its_markdown_which_says_the_same(deployed: Records, page: str) -> None:
    html = get(f"/{page}")[2]
    [linked] = re.findall(r'<link rel="alternate" type="text/markdown" href="([^"]+)">', html)
    assert linked.endswith(_address(page)[1:])
    assert 'id="copy-page"' in html
    code, headers, text = get(_address(page))
    assert (code, headers["content-type"]) == (200, "text/markdown; charset=utf-8")
    assert text.startswith(f"# {re.findall('<h1>([^<]+)</h1>', html)[0]}\n")
    assert "<" not in re.sub(r"`[^`]*`|```.*?```", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("page", _PAGES)
def test_links_in_it_lead_to_markdown_from_wherever_it_is_pasted(deployed: Records, page: str) -> None:
    tokens = MarkdownIt("commonmark").parse(get(_address(page))[2])
    links = [
        str(inner.attrs["href"]) for token in tokens for inner in token.children or () if inner.type == "link_open"
    ]
    for link in links:
        if not link.startswith(_PORTAL):
            assert link.startswith("https://")
            continue
        path, _, _ = link.removeprefix(_PORTAL).partition("#")
        assert path.endswith((".md", ".json", ".yaml", ".atom")) or path in FOR_PEOPLE
        assert get(f"/{path}")[0] == 200, link


def test_a_route_s_page_names_each_param_field_and_status(deployed: Records) -> None:
    text = get("/line_items/create.md")[2]
    route = deployed.routes["line_items.create"]
    assert re.findall(r"^- `(\w+)` \(", text, re.MULTILINE) == [param["name"] for param in route["params"]]
    assert "- `itemable_type` (string, required): " in text
    assert "- `instructions` (string): " in text
    assert "At most 1000 characters." in text
    assert "- `data.id` (integer): " in text
    assert {slug for _, slug in re.findall(r"^### (\d+) `([\w-]+)`", text, re.MULTILINE)} == {
        status["status"] for status in route["statuses"]
    }


def test_the_statuses_have_their_remedies(deployed: Records) -> None:
    text = get("/statuses.md")[2]
    assert all(f"`{slug}`" in text for slug in CATALOG)
    assert text.count("- What to do next: ") == len(CATALOG)


def test_what_is_for_people_only_has_no_markdown(deployed: Records) -> None:
    for page in ("/search", "/staff/notifications", "/no/such/page/at/all"):
        assert "text/markdown" not in get(page)[2]
    for page in ("/search.md", "/no_service.md", "/orders/nothing.md"):
        assert get(page)[0] == 404


def test_an_address_without_a_page_names_those_that_are_near(deployed: Records) -> None:
    code, headers, text = get("/statusse.md")
    assert (code, headers["content-type"]) == (404, "text/markdown; charset=utf-8")
    assert text.startswith(f"There is no page at `statusse.md`. Did you mean [statuses]({_PORTAL}statuses.md)")
    assert text.endswith(f" [llms.txt]({_PORTAL}llms.txt) lists all pages.")
    assert get("/xyzzyxyzzy/qqq.md")[2].startswith("There is no page at `xyzzyxyzzy/qqq.md`. [llms.txt](")
    assert "search.md" not in get("/searhc.md")[2]
    assert get("/statusse")[1]["content-type"].startswith("text/html")


@pytest.mark.parametrize("environment", ["local", "production"])
def test_the_first_call_s_requests_are_examples_in_it(
    deployed: Records, environment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANO_ENVIRONMENT", environment)
    text = get("/first-call.md")[2]
    assert "put in an email of your own" in text
    assert "copy it as it is" not in text
    assert "#try" not in text


def test_nothing_in_it_leads_to_a_picture(deployed: Records) -> None:
    text = get("/index.md")[2]
    assert "#architecture" not in text
    for page in _PAGES:
        assert not re.search(r"^#+ [^\n]+\s*\Z", get(_address(page))[2], re.MULTILINE), page
    assert "## How it is built" not in text
    assert "#architecture" in get("/")[2]


def test_text_of_the_registry_s_is_not_escaped_in_it(deployed: Records) -> None:
    deployed.routes["orders.read"]["purpose"] = "Reads `a < b` & more."
    assert "\nReads `a < b` & more.\n" in get("/orders/read.md")[2]


def test_code_keeps_its_fence() -> None:
    assert code_block("a\n```\nb", "md") == "````md\na\n```\nb\n````"


def test_prose_is_read_as_it_is_written() -> None:
    page = """<head><title>Not this</title></head><body><nav>Nor this</nav><main>
      <p class="copy-page"><button>Copy page</button></p>
      <h1>Title <a class="anchor" href="#t">#</a></h1>
      <p class="lead">Some <strong>bold</strong>
        and <code>a &lt; b</code>, a <a href="BASE/other#there">link</a> and <a href="https://x.example">one
          more</a>, <a href="#there">below</a>. <a href="BASE/people">People</a> only.</p>
      <ul><li>One<ul><li>Inside</li></ul></li> <li><code>two</code></li></ul>
      <ol><li>First</li><li>Second</li></ol>
      <dl><div><dt>Term</dt><dd>What it is</dd></div></dl>
      <table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>
      <div class="code code-curl"><pre><code>curl
  -d 'x'</code></pre></div><pre>{}</pre>
      </main><footer>Nor that</footer></body>"""
    assert as_markdown(page, "BASE/", ["people"]) == (
        "# Title\n\nSome **bold** and `a < b`, a [link](BASE/other.md#there) and [one more](https://x.example), below."
        " [People](BASE/people) only.\n\n"
        "- One\n\n  - Inside\n\n- `two`\n\n1. First\n2. Second\n\n- Term: What it is\n\n"
        "| A | B |\n| --- | --- |\n| 1 | 2 |\n\n```sh\ncurl\n  -d 'x'\n```\n\n```\n{}\n```\n"
    )


@pytest.mark.parametrize("stage", ["/production", ""])
def test_llms_txt_lists_every_page_once(deployed: Records, stage: str) -> None:
    code, headers, text = get("/llms.txt", stage=stage)
    assert (code, headers["content-type"]) == (200, "text/plain; charset=utf-8")
    portal = f"https://api.plano.example{stage}/documentation/"
    lines = text.splitlines()
    assert re.fullmatch("# .+", lines[0])
    assert re.fullmatch("> .+", lines[2])
    listed = re.findall(r"^- \[[^\]]+\]\(([^)]+)\)(?:: .+)?$", text, re.MULTILINE)
    wanted = [*(_address(page)[1:] for page in _PAGES), *(file.address for file in FILES)]
    assert sorted(listed) == sorted(portal + page for page in wanted)
    assert all(re.match("(#|>|- |$|Every route)", line) for line in lines)
