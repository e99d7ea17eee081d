//! Tests of quotations: texts with what is found in each line. Not here: the words of a source (compare) and what is cut (edges).

use super::CHECK;
use crate::check::tests::{With, expect, expect_with};

#[test]
fn what_the_report_says_may_be_quoted() {
    expect(
        &CHECK,
        "Inspectors said: “Children in care are loved and listened to.”
        The report says leaders are ‘not complacent’ and ‘know their services well’.
        “Families receive thoughtful help,” inspectors wrote. “Leaders in Avershire know their services well … and are not complacent.”
        The report calls it \"[children’s] social workers visit often\".
        Social workers ‘visit often’ (paragraph 2).
        Children are ‘loved and listened to’ (paragraph 3). // finding: quotation-paragraph-wrong ‹3› -> 2
        Ofsted praised the ‘Next Venture Fund’ and rated us ‘Outstanding’.",
    );
}

#[test]
fn altered_words_are_found_at_their_place() {
    expect(
        &CHECK,
        "Inspectors said: “Plans are always clear to parents.” // finding: quotation-altered ‹are always› -> are not always
        Ofsted found that children are “loved and heard”. // finding: quotation-altered ‹heard› -> listened
        The report says: “In 2024 the council opened 41 new homes”. // finding: quotation-altered ‹41› -> 14
        Inspectors said: “Strategy meetings are held quickly. Their social workers visit often.” // finding: quotation-altered ‹quickly. Their› -> quickly … Their
        Inspectors said: “This is the best council in the land.” // finding: quotation-not-found ‹This is the best council in the land.›
        Inspectors praised a “tireless” team. // finding: quotation-few-words ‹tireless›
        The report says plans are “… clear to parents, and a few drift”. // finding: quotation-turned ‹… clear to parents, and a few drift›
        Inspectors said plans are “not always clear to parents and a few drift”. // finding: quotation-punctuation ‹not always clear to parents and a few drift› -> not always clear to parents, and a few drift",
    );
}

#[test]
fn people_are_quoted_with_the_words_they_agreed_to() {
    expect(
        &CHECK,
        "Ruth Adeyinka-Shaw, director of children’s services, said: “We gave our staff time, and it shows.”
        She added: “There is more to do in help and protection.”
        Councillor Thackwell said she was ‘proud of every social worker’.
        Ruth Adeyinka-Shaw said: “We gave our staff a little time, and it shows.” // finding: quotation-altered ‹a little› -> 
        Ruth Adeyinka-Shaw said: “I am proud of every social worker in this county.” // finding: quotation-wrong-speaker ‹I am proud of every social worker in this county.›
        Ruth Adeyinka-Shaw said: “Children in care are loved and listened to.” // finding: quotation-wrong-speaker ‹Children in care are loved and listened to.›
        Inspectors said: “I am proud of every social worker in this county.” // finding: quotation-wrong-speaker ‹I am proud of every social worker in this county.›
        The Department for Education said: “Children in care are loved and listened to.” // finding: quotation-wrong-speaker ‹Children in care are loved and listened to.›
        “Children in care are loved and listened to,” a Unison spokesperson said. // finding: quotation-wrong-speaker ‹Children in care are loved and listened to,›
        Inspectors told the government: “Children in care are loved and listened to.”
        The report, sent to the Department for Education, says: “Children in care are loved and listened to.”
        Dermot Pallisher, chief executive, said: “We thank everybody who took part.” // finding: quotation-unagreed ‹We thank everybody who took part.›
        Ruth Adeyinka-Shaw said: “Nothing like this was ever agreed by anybody.” // finding: quotation-not-found ‹Nothing like this was ever agreed by anybody.›",
    );
}

#[test]
fn the_speaker_may_be_named_in_many_ways() {
    let wrong = |words: &str| format!("// finding: quotation-wrong-speaker ‹{words}›");
    let (stop, comma) =
        (wrong("We gave our staff time, and it shows."), wrong("We gave our staff time, and it shows,"));
    let text = format!(
        "“We gave our staff time, and it shows,” as Councillor Marian Thackwell put it. {comma}
        Councillor Marian Thackwell welcomed the report. “We gave our staff time, and it shows,” she said. {comma}
        “We gave our staff time, and it shows.” — Councillor Marian Thackwell {stop}
        “We gave our staff time, and it shows.” – Councillor Marian Thackwell, cabinet member {stop}
        The cabinet member for children said: “We gave our staff time, and it shows.” {stop}
        “We gave our staff time, and it shows,” said the cabinet member. {comma}
        The council said: “We gave our staff time, and it shows.” {stop}
        A care leaver said: “We gave our staff time, and it shows.” {stop}
        A council spokesperson said: “We gave our staff time, and it shows.” {stop}
        The leader of the council said: “We gave our staff time, and it shows.” {stop}
        The interim director said: “We gave our staff time, and it shows.” {stop}
        The news is good.
        “We gave our staff time, and it shows.” {stop}
        Councillor Marian Thackwell, cabinet member for children and young people"
    );
    expect(&CHECK, &text);
    expect(
        &CHECK,
        "“We gave our staff time, and it shows,” as Ruth Adeyinka-Shaw put it.
        Ruth Adeyinka-Shaw welcomed the Ofsted report and said: “We gave our staff time, and it shows.”
        Ruth Adeyinka-Shaw thanked Councillor Thackwell. “We gave our staff time, and it shows,” she said.
        “We gave our staff time, and it shows,” Ruth Adeyinka-Shaw told the council.
        “We gave our staff time, and it shows.” — Ruth Adeyinka-Shaw, director of children’s services
        The council’s director of children’s services said: “We gave our staff time, and it shows.”
        The director was praised by inspectors, whose report says leaders “know their services well”.
        A care leaver told inspectors: “Children in care are loved and listened to.”
        A care leaver said her workers “visit often, whatever the weather is”. // finding: quotation-without-speaker ‹visit often, whatever the weather is›
        The council says this is in the report: “Families receive thoughtful help.”
        ## What they say
        Ruth Adeyinka-Shaw, director of children’s services
        “We gave our staff time, and it shows.”
        Councillor Marian Thackwell, cabinet member for children and young people
        “I am proud of every social worker in this county.”",
    );
}

#[test]
fn words_without_a_speaker_are_the_texts_own_or_somebodys() {
    expect(
        &CHECK,
        "We call this our ‘front door’.
        “Families receive thoughtful help.”
        ‘Children loved and heard in care’ // finding: quotation-in-headline ‹Children loved and heard in care› -> Children in care
        A banner read “come and see for yourself what we do”. // finding: quotation-without-speaker ‹come and see for yourself what we do›",
    );
}

#[test]
fn a_statement_that_nobody_is_said_to_have_agreed_to_blocks() {
    for instead in [("agreed_by = \"Ruth Adeyinka-Shaw\"\n", ""), ("\"Ruth Adeyinka-Shaw\"\n", "\" \"\n")] {
        expect_with(
            &CHECK,
            &With { instead: &[instead], ..With::default() },
            "Ruth Adeyinka-Shaw said: “We gave our staff time, and it shows.” // finding: statement-not-agreed ‹We gave our staff time, and it shows.›
            Councillor Marian Thackwell said: “I am proud of every social worker in this county.”",
        );
    }
}

#[test]
fn a_role_in_capitals_is_not_the_speaker() {
    let right = "“I am proud of every social worker in this county.”";
    for role in [
        "Cabinet Member for Children and Young People",
        "Deputy Leader and Cabinet Member for Children and Young People",
        "Lead Member for Children",
        "Portfolio Holder for Children, Young People and Lifelong Learning",
        "Executive Member for Early Years and Youth Justice",
        "Executive Councillor for Children’s Services",
        "Strategic Director, People",
    ] {
        let text = format!("Councillor Marian Thackwell, {role}, said: {right}");
        let wrong = "// finding: quotation-wrong-speaker ‹I am proud of every social worker in this county.›";
        let others = format!(
            "Ruth Adeyinka-Shaw, {role}, said: {right} {wrong}
            Dermot Pallisher, {role}, said: {right} {wrong}
            Councillor Marian Thackwell, whose team leader Dermot Pallisher said: {right} {wrong}
            Executive Member Dermot Pallisher said: {right} {wrong}"
        );
        let instead = [("role = \"cabinet member for children and young people\"", &*format!("role = \"{role}\""))];
        expect_with(&CHECK, &With { instead: &instead, ..With::default() }, &text);
        expect(&CHECK, &text);
        expect(&CHECK, &others);
    }
}

#[test]
fn nothing_is_agreed_where_the_statement_was_taken_out() {
    let instead = [("speaker = \"director\"", "speaker = \"cabinet-member\"")];
    expect_with(
        &CHECK,
        &With { instead: &instead, ..With::default() },
        "Ruth Adeyinka-Shaw said: “We are very glad about all of this.” // finding: quotation-unagreed ‹We are very glad about all of this.›",
    );
}

#[test]
fn what_is_set_apart_without_marks_is_quoted() {
    expect(
        &CHECK,
        "The report says:
        > Children in care are loved and heard. // finding: quotation-altered ‹heard› -> listened
        The report says:
        > Children in care are loved and listened to.
        The news is good.
        > Families receive very thoughtful help. — Ofsted // finding: quotation-altered ‹very› ->
        The news is good.
        > Families receive thoughtful help. — Ofsted
        Ruth Adeyinka-Shaw said:
        > I am proud of every social worker in this county. // finding: quotation-wrong-speaker ‹I am proud of every social worker in this county.›
        Please note:
        > Ring Family Help if you are worried about a child in Avershire.",
    );
}

#[test]
fn two_halves_are_one_quotation() {
    expect(
        &CHECK,
        "“Children in care,” said Ofsted, “are loved and listened to.”
        “Children in care,” said Ofsted, “social workers visit often.” // finding: quotation-altered ‹social workers visit often.›
        They found families got “thoughtful help”, effective visits, “loved and listened to” children and more.
        “Children in care are loved,” said Ofsted, “... social workers visit often.”
        “Children in care are loved,” said Ofsted. “Their social workers visit often.”",
    );
}

#[test]
fn marks_of_two_shapes_enclose_one_quotation() {
    expect(
        &CHECK,
        "Inspectors said: ‘Children in care are loved and heard.” // finding: quotation-altered ‹heard› -> listened
        Inspectors said: ‘Children in care are loved and listened to.”
        Inspectors said that families “receive ‘very thoughtful help’”. // finding: quotation-altered ‹very› ->",
    );
}

#[test]
fn words_from_elsewhere_are_not_looked_for() {
    expect(
        &CHECK,
        "Ofsted’s regional director, Gwen Astley, said: “We are pleased with the progress made here.” // finding: quotation-not-looked-for ‹We are pleased with the progress made here.›
        In 2021, inspectors said help was “slow and badly led by too few people”. // finding: quotation-not-looked-for ‹slow and badly led by too few people›
        An earlier report, of June 2018, said help was “slow and badly led by too few people”. // finding: quotation-not-looked-for ‹slow and badly led by too few people›
        Since the previous inspection, inspectors said, help is “slow and badly led by too few people”. // finding: quotation-not-found ‹slow and badly led by too few people›
        This time inspectors said help was “slow and badly led by too few people”. // finding: quotation-not-found ‹slow and badly led by too few people›",
    );
}

#[test]
fn a_speaker_goes_on() {
    let wrong = "// finding: quotation-wrong-speaker ‹I am proud of every social worker in this county,›";
    let text = format!(
        "Chief executive Dermot Pallisher spoke of the money. “I am proud of every social worker in this county,” he said. {wrong}
        Cabinet member Marian Thackwell has read the points. “I am proud of every social worker in this county,” she said.
        Inspectors do not spare members. “I am proud of every social worker in this county,” they write. {wrong}
        Inspectors do not spare members. “Children in care are loved and listened to,” they write."
    );
    expect(&CHECK, &text);
}

#[test]
fn what_only_looks_altered_is_not() {
    expect(
        &CHECK,
        "Inspectors said: “Strategy meet- ings are held quickly.”
        Inspectors said: “Strategy meet- ings are held slowly.” // finding: quotation-altered ‹Strategy meet- ings are held slowly› -> Strategy meetings are held quickly
        The council was told in 2021 that its work “required improvement to be good”.
        “[Families] receive thoughtful help,” inspectors said.",
    );
}
