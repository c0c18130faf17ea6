"""The looks of the app. Fonts are those of the system; nothing is loaded from elsewhere."""

ICON = (
    '<svg viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#1d4e89"/>'
    '<path d="M8 8h16M8 16h16M8 24h10" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>'
)

CSS = """
[data-testid="stMainBlockContainer"] { max-width: 1120px; padding: 2.4rem 2.5rem 4rem; }
[data-testid="stHeader"] { background: transparent; }
[data-testid="InputInstructions"], [data-testid="stStatusWidget"], [data-testid="stDecoration"] { display: none; }
[data-testid="stSidebarNav"]::before {
  content: "行政执法法规知识库"; display: block; padding: 0 .5rem .9rem; font-size: 1.18rem; font-weight: 700;
  color: #1d4e89; letter-spacing: .04em;
}
[data-testid="stSidebarHeader"] { height: 2.6rem; margin-bottom: 0; }
[data-testid="stSidebarNavLink"] span { font-size: 1rem; }

.kb-title { font-size: 1.65rem; font-weight: 700; line-height: 1.45; margin: 0 0 .2rem; color: #14233a; }
.kb-lead { color: #5b6878; margin: 0 0 .4rem; line-height: 1.7; }
.kb-section { font-size: 1.05rem; font-weight: 700; color: #14233a; margin: .4rem 0 0; padding-left: .6rem;
  border-left: 4px solid #1d4e89; line-height: 1.3; }
.kb-small { color: #5b6878; font-size: .875rem; line-height: 1.7; overflow-wrap: anywhere; }

.kb-banner { border: 1px solid; border-left-width: 6px; border-radius: 6px; padding: .75rem 1.1rem; line-height: 1.7;
  overflow-wrap: anywhere; }
.kb-banner b { font-size: 1.12rem; margin-right: .8rem; }
.kb-grounded { background: #edf7f0; border-color: #2e7d4f; color: #1d5a37; }
.kb-not_found { background: #fff8e8; border-color: #c98a0c; color: #6e4a00; }
.kb-failed { background: #fdf0ef; border-color: #c0392b; color: #8c2318; }
.kb-note { background: #eef3fa; border-color: #1d4e89; color: #1c3b63; }

.kb-head { font-size: 1.22rem; font-weight: 700; line-height: 1.55; color: #14233a; margin: 0;
  overflow-wrap: anywhere; }
.kb-large { font-size: 1.6rem; line-height: 1.45; }
.kb-head .kb-address { color: #1d4e89; }
.kb-number { color: #8793a3; font-weight: 400; margin-right: .5em; }
.kb-badges { display: flex; flex-wrap: wrap; gap: .4rem; margin: .45rem 0 .1rem; }
.kb-badge { font-size: .8125rem; line-height: 1.5; padding: .08rem .6rem; border-radius: 4px; background: #eef1f5;
  color: #44505f; border: 1px solid #dbe1e9; white-space: nowrap; }
.kb-green { background: #e3f4e9; color: #1d6b3d; border-color: #b3dcc3; font-weight: 600; }
.kb-red { background: #fbe5e3; color: #a92a1d; border-color: #efbab4; font-weight: 600; }
.kb-orange { background: #fff1d9; color: #8a5800; border-color: #f0d29b; font-weight: 600; }
.kb-violet { background: #f1e9fb; color: #63399a; border-color: #d6c2ef; font-weight: 600; }
.kb-gold { background: #fff0c2; color: #6e4a00; border-color: #dba83a; font-weight: 600; }

.kb-quote { background: #f8fafc; border-left: 4px solid #b9c9dd; border-radius: 0 6px 6px 0; padding: .7rem 1.2rem;
  margin: .35rem 0; color: #1b2735; font-size: 1.03rem; line-height: 1.95; overflow-wrap: anywhere; }
.kb-quote p { margin: 0; padding: 0; text-indent: 2em; white-space: pre-wrap; font-size: inherit; }
.kb-quote p.kb-target { background: #fff6d6; }
.kb-written { white-space: pre-wrap; line-height: 1.9; color: #1b2735; overflow-wrap: anywhere; }
.kb-written del { color: #a92a1d; background: #fbe5e3; }
.kb-short { font-size: .97rem; line-height: 1.8; padding: .45rem 1.1rem; }
.kb-here { border-left-color: #1d4e89; background: #eef4fb; }
dl.kb-facts { margin: .35rem 0 0; padding: 0; display: grid; gap: .2rem 1.5rem; font-size: .93rem; line-height: 1.7; }
dl.kb-wide { grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); }
.kb-facts div { display: flex; gap: 1rem; }
.kb-facts dt { color: #6b7788; font-weight: 400; margin: 0; padding: 0; flex: 0 0 4.2em; font-size: inherit; }
.kb-facts dd { margin: 0; padding: 0; color: #1f2a37; overflow-wrap: anywhere; min-width: 0; font-size: inherit; }
.kb-cite { line-height: 1.7; font-size: .875rem; color: #6b7788; overflow-wrap: anywhere; margin: 0 0 .55rem .3rem; }
.kb-lost { color: #8a5800; margin-top: .2rem; }
.kb-cite q { color: #44505f; quotes: "“" "”"; }
.kb-path { color: #6b7788; font-size: .93rem; margin: 0 0 .2rem; }

.kb-total { font-size: 1.12rem; font-weight: 700; color: #14233a; margin-right: .4rem; }
.kb-chips { display: flex; flex-wrap: wrap; align-items: center; gap: .35rem; }
.kb-chips .kb-badge b { margin-left: .4em; color: #1d4e89; }
.kb-facts dd { white-space: pre-line; }
.kb-basis { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .6rem; font-size: 1rem; font-weight: 600;
  color: #14233a; line-height: 1.6; margin: .35rem 0 .1rem; overflow-wrap: anywhere; }
.kb-basis .kb-badge { font-weight: 600; }

.kb-mind { color: #8a5800; font-size: .93rem; line-height: 1.7; margin: .35rem 0 .1rem; overflow-wrap: anywhere; }

.kb-legend { display: flex; flex-wrap: wrap; gap: 1rem; font-size: .875rem; color: #44505f; margin: .2rem 0 .5rem; }
.kb-legend i { display: inline-block; width: 1.1rem; height: .55rem; border-radius: 2px; margin-right: .35rem; }
.kb-marked { background: #f8fafc; border-radius: 6px; padding: .7rem 1.2rem 1.1rem; }
.kb-marked .spans { white-space: pre-wrap; font-size: 1.03rem; line-height: 2.1 !important; overflow-wrap: anywhere; }

.kb-about { font-size: .875rem; line-height: 1.75; color: #44505f; overflow-wrap: anywhere; }
.kb-about dl.kb-facts { font-size: .875rem; gap: .1rem; }
.kb-sample { background: #f1e9fb; border: 1px solid #d6c2ef; border-left: 5px solid #7a4bb5; border-radius: 6px;
  padding: .6rem .8rem; color: #4d2a7c; margin-bottom: .8rem; font-size: .875rem; line-height: 1.7; }
.kb-sample code, .kb-steps code { background: #fff; border: 1px solid #d9dfe8; border-radius: 4px;
  padding: .05rem .35rem; font-family: Consolas, Menlo, "DejaVu Sans Mono", monospace; font-size: .85em; color: #1c3b63;
  white-space: nowrap; }
.kb-gist { background: #fff8e8; border-color: #f0d29b; border-left-color: #c98a0c; color: #6e4a00; }
.kb-steps { line-height: 2; padding-left: 1.4em; }
.kb-steps li { margin: .3rem 0; }

[data-testid="stMain"] [data-testid="stPageLink"] a { padding: .15rem .3rem; background: transparent; }
[data-testid="stMain"] [data-testid="stPageLink"] a:hover { background: #e8eff8; }
[data-testid="stMain"] [data-testid="stPageLink"] a * { font-weight: 400; }
[data-testid="stMain"] [data-testid="stPageLink"] a strong { font-weight: 700; }
[data-testid="stMain"] [data-testid="stPageLink"] a p { color: #1d4e89; font-size: .95rem; white-space: normal;
  line-height: 1.6; }
.kb-part { font-size: .95rem; font-weight: 600; color: #44505f; padding: .2rem .3rem; line-height: 1.6; }
[class*="st-key-outline"] { max-height: 430px; overflow-y: auto; border: 1px solid #d5dce6; border-radius: 6px;
  padding: .45rem .6rem; }
[data-testid="stSelectboxVirtualDropdown"] [data-empty="true"] span { font-size: 0; }
[data-testid="stSelectboxVirtualDropdown"] [data-empty="true"] span::after {
  content: "没有匹配的选项"; font-size: .875rem; }
.st-key-examples button { min-height: 0; padding: .15rem .7rem; }
.st-key-examples button p { font-size: .9rem; color: #1d4e89; }
[data-testid="stDataFrame"] [data-testid="stElementToolbar"],
[data-testid="stElementContainer"]:has(> [data-testid="stFullScreenFrame"]) [data-testid="stElementToolbar"], [data-testid="stDataFrameColumnMenu"] { display: none; }
@media (max-width: 1390px) {
  .st-key-item-split > * > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"],
  .st-key-item-split > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"] { min-width: 100%; }
}
.st-key-item-card .kb-section { margin-top: .7rem; }
.kb-absent { font-size: .93rem; line-height: 1.9; color: #14233a; overflow-wrap: anywhere; padding-left: .3rem; }
.kb-absent b { font-weight: 600; }
.kb-absent span { color: #6b7788; font-size: .875rem; }
.st-key-item-card .kb-gist { margin: .3rem 0 0; }
.st-key-item-card [data-testid="stCode"] pre { padding: .35rem .7rem; }
.st-key-finding-card .kb-section { margin-top: .8rem; }
.st-key-finding-card [data-testid="stCode"] pre { padding: .35rem .7rem; }
.kb-quote-marks mark { padding: 0 .1em; border-radius: 3px; color: inherit; background: #fff0b8; }
.kb-quote-marks mark.kb-body { background: #dbe8f7; border-bottom: 2px solid #1d4e89; font-weight: 400; }
.kb-quote-marks mark.kb-sum { background: #dff2e5; border-bottom: 2px solid #2e7d4f; font-weight: 400; }
.kb-quote-marks mark.kb-unlike { background: #fbd9d5; border-bottom: 2px solid #c0392b; font-weight: 600; }
.kb-list { margin: .35rem 0; padding-left: 1.5em; line-height: 1.75; font-size: .93rem; color: #1f2a37;
  overflow-wrap: anywhere; }
.kb-list li { margin: .2rem 0; font-size: inherit; }
.kb-list span { display: block; color: #6b7788; font-size: .85rem; }
.kb-gap { flex: 0 0 .8rem; }
.kb-row { display: flex; flex-wrap: wrap; align-items: center; gap: .15rem .5rem; font-size: .93rem; line-height: 1.6;
  color: #14233a; overflow-wrap: anywhere; }
.kb-row p { flex: 1 1 100%; margin: 0; color: #44505f; font-size: .9rem; }
[data-testid="stSkipToContent"] { font-size: 0; }
[data-testid="stSkipToContent"]::after { content: "跳到正文"; font-size: .9rem; }
@media (max-width: 1000px) {
  [data-testid="stForm"] [data-testid="stHorizontalBlock"] { flex-wrap: wrap; }
  [data-testid="stForm"] [data-testid="stColumn"] { min-width: 150px; }
}
"""
