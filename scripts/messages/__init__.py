"""What the check, the build, the report and the other commands say, in each language that has a catalogue here: lv.po.

English is in the code. `make messages` brings it into the catalogues, where what is new waits for a translation. A
further language is one more file, whose head is that of lv.po with another code.

A problem is a message and a fix, with a semicolon between them. The message is a sentence that states a fact about a
subject: "the picture has no alternative text". The fix tells an editor what to do: "write …", "delete it", "did you
mean …?" Both begin with a small letter and have no full stop. What an editor types is never translated.

One word for one thing, as Markdown, YAML and GitHub call it; the head of each catalogue has those of its language.

address             what a link leads to; id: that of a heading or a row, { #short-english-name }
braces              { }; brackets: [ ] and ( )
build, check        what `make build` and `make check` do
cell, row, subject  of the table; a subject is a column of it
data file           one in docs/data/
drawing             one from docs/data/pictures/; picture: a file that a page shows
folder              not: directory
front matter        the lines between two --- at the top of a page
heading, title      begins with #; the title is the one with a single #
key, value          in YAML, key: value
list, item          an item begins with - or a number
marker              [[comparison]], in the place of the table or of a drawing
page                a file in the folder of a language
paragraph, section  a section is a heading and what is under it
quotation marks     in texts; quotes: in YAML
stale               not translated since another language has changed; translation state: what is recorded of that
template            a file in overrides/
term, phrase        what docs/data/terms.yml has
"""
