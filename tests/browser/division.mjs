// SPDX-License-Identifier: EUPL-1.2
// Who walks what. The Dutch walk goes everywhere; the English one goes once through each story of a user, so that every
// kind of screen is seen, read and judged by axe in English, and so is what a user gets in trouble with: a framework of
// one's own, a wrong file of it, a lost connection, a second editor. A step is `nl` when it proves what has no language:
// how a keyboard or a list behaves, or one more register, tab or refusal that is made of the same parts and words.
// WAARBORG_THOROUGH walks all of it in both.
// A step that is missing here, or a line here without a step, fails the walk.
export const kSteps = {
  '01_account': [
    ['both', 'the invitation asks for a password and refuses a short one'],
    ['both', 'the first person is asked for a name of his own, not that of a role'],
    ['both', 'a second factor is set up, and recovery codes are shown once'],
    ['both', 'a recovery code signs in once, and not twice'],
    ['nl', 'a passkey is added and signs in (virtual authenticator)'],
    ['nl', 'the authenticator app is set up again, for the present password'],
    ['both', 'an administrator invites a second person, who comes in'],
    ['both', 'an open invitation is listed and withdrawn, and its link says so'],
    ['nl', 'a name of one\'s own is changed, but not by who is known by it alone'],
    ['both', 'the language is one click away, and back'],
  ],
  // Story 1.
  '02_setup': [
    ['both', 'the guided set-up says what is missing and offers every kind of care'],
    ['nl', 'a fresh organisation has screens that teach, and nothing that is green'],
    ['both', 'proposals are adopted with owners, places and rhythm'],
    ['both', 'what the plans ask and nobody handed in yet is asked on Today, and leads to the form'],
    ['both', 'the organisation switcher leads back, and nothing of the other is seen'],
  ],
  // Stories 2, 3 and 10.
  '03_norm': [
    ['both', 'the norm is there whole, in our own words, and a clause is no control'],
    ['both', 'a decision on applicability needs a reason and is kept'],
    ['both', 'a version is submitted, and approved by a second person only'],
    ['both', 'the statement downloads as PDF, Excel and JSON'],
    ['both', 'another framework is tried, read in, and a new version shows what differs'],
    ['nl', 'a mapping from elsewhere is read in, and counts only when someone accepts it'],
    ['both', 'a framework that Waarborg offers is chosen, and appears on every screen'],
    ['both', 'one mapping is rejected with a reason, the others are confirmed at once'],
    ['both', 'a measure for NEN 7510 counts for the other framework, and the verdict says by way of what'],
    ['both', 'a file that is no framework gets an answer that helps'],
  ],
  // Stories 4 and 7.
  '04_measure': [
    ['both', 'a measure is made with an owner, requirements, places and a proof plan'],
    ['both', 'two editors at once: the second sees the conflict and loses nothing'],
    ['both', 'the session ends in the middle of a form: sign in over it, and the form is still there'],
    ['both', 'whoever signs in after somebody else does not find what that one typed'],
    ['both', 'a number opens to the requirements, the measure, the reason and the evidence under it'],
    ['nl', 'every tab of a measure shows, with reasons for each verdict'],
    ['both', '"as known on" an earlier day shows what was known then'],
    ['nl', 'the day from which one looks goes along from the requirements to a requirement, its reasons and a measure'],
    ['nl', 'each number opens: places, measures of a requirement, a day, a month'],
    ['nl', 'a place shows the measures that hold there, each with its verdict in that place'],
    ['both', 'a verdict set by hand counts only after a second person confirms it'],
    ['nl', 'the second person rejects a proposal with a reason; one in force can be ended'],
    ['both', 'what is not in order goes only with a reason, and the board overview names it'],
  ],
  // Story 4.
  '05_registers': [
    ['nl', 'the register of person shows, with one of its rows and a new one'],
    ['nl', 'the register of site shows, with one of its rows and a new one'],
    ['nl', 'the register of department shows, with one of its rows and a new one'],
    ['both', 'the register of system shows, with one of its rows and a new one'],
    ['nl', 'the register of supplier shows, with one of its rows and a new one'],
    ['both', 'a wrong line in a table is named by line and field, and nothing is kept'],
    ['nl', 'a table in another encoding is refused in words, or read as it is meant'],
    ['both', 'a table that fits is tried and read in'],
  ],
  '05b_register_lists': [
    ['both', 'a filter narrows the list, stands in the address and goes along with a download'],
    ['nl', 'a view is kept under a name and brings the list back'],
    ['nl', 'columns are chosen and sorted on'],
    ['nl', 'a cell is changed where it stands, with the keyboard, and taken back'],
    ['nl', 'several rows are changed at once, and taken back'],
    ['nl', 'what someone else changed meanwhile is shown beside it, and nothing is overwritten silently'],
    ['nl', 'a row is deleted and put back under its own id'],
  ],
  // Story 5.
  '06_evidence': [
    ['both', 'several files are dropped on the list and each becomes evidence'],
    ['nl', 'a link and an observation are evidence without a file'],
    ['nl', 'a draft does not overrule what the address names, and says that it was put back'],
    ['both', 'a genuine Lynis report is tried, read in and waits'],
    ['nl', 'files that are no good get an answer in words, and leave nothing behind'],
    ['both', 'a lost connection leaves nothing half, and a second try gives one piece of evidence'],
    ['nl', 'files that are chosen wait with the draft, and one that is dropped on a measure opens its form'],
    ['nl', 'a table of Excel is shown as the server reads it, in every encoding'],
    ['both', 'someone else reviews: rejecting asks why, accepting counts'],
    ['nl', 'what was added by mistake is withdrawn with a reason, and stays in the trail'],
  ],
  // Story 6.
  '07_work': [
    ['both', 'what is due is performed with a report and its evidence'],
    ['nl', 'a mistake is taken back with a reason, and the task is open again'],
    ['nl', 'on a phone the same is performed with a photo, over a bad connection, and the verdict is read'],
    ['nl', 'evidence that waits already goes with an occurrence, and a file dropped on it opens the form'],
    ['both', 'what went wrong becomes a deviation, and closes only on a retest that someone else accepted'],
    ['both', 'a population is read in, frozen and drawn, and someone else judges it'],
  ],
  '07b_lists': [
    ['both', 'bewijs: another order, fewer rows when searched, and a file of them'],
    ['nl', 'taken: another order, fewer rows when searched, and a file of them'],
    ['nl', 'maatregelen: another order, fewer rows when searched, and a file of them'],
    ['nl', 'deviations: oldest first, and found by a word'],
    ['nl', 'the log: an action is chosen in words, and a name finds what it is about'],
    ['nl', 'the requirements are a file with the filters of the screen'],
    ['nl', 'e opens what can be edited in the row that is walked to'],
    ['nl', 'several pieces of evidence that wait are chosen, named and accepted together'],
  ],
  // Stories 8 and 9.
  '08_account_for': [
    ['both', 'the board overview names the holes, prints, and comes as PDF'],
    ['both', 'the package for the auditor is made in the background, survives a reload and downloads as one file'],
    ['both', 'the log shows changes in words and proves itself on the screen'],
    ['nl', 'the palette goes anywhere by keyboard'],
    ['nl', 'the main job is done without a mouse'],
    ['both', 'the remaining screens show'],
  ],
  '09_mail': [
    ['both', 'one says where letters go and which reminders one wants'],
    ['nl', 'a calendar address is shown once, is read without signing in, and stops when withdrawn'],
    ['nl', 'an administrator invites by mail and gives a new password'],
    ['nl', 'a forgotten password is mended by a letter, and the second factor stays'],
  ],
  '10_domains': [
    ['both', 'a domain is put in the register, and the empty list says what it is for'],
    ['both', 'all are measured in the background, and results appear by themselves'],
    ['both', 'a domain shows what is wrong, why, and how to mend it on the system that one has'],
    ['nl', 'what is not known says why, and is never right'],
    ['nl', 'the numbers on top narrow the list, and the address keeps it'],
    ['nl', 'a departure from the standards stands with its reason, and is counted as explained'],
    ['both', 'what became worse asks its owner, with what to do, until it is mended'],
    ['both', 'an earlier measurement is seen as it was'],
    ['both', 'a rhythm is chosen, and measurements arrive as evidence of the measure that counts on them'],
    ['nl', 'checks and measurements are walked with the keyboard'],
  ],
  manual_pictures: [['both', 'the screens that the manual shows are pictured']],
};

/** The walk of every `./test`: what everybody does, as far as it is `both`. CI walks the whole. */
export const kStory = ['01_account', '04_measure', '06_evidence'];

/** The Dutch walk in two halves that need nothing of each other, each on an installation of its own, so that two
    processors walk at once. Both begin with the same two people; only the first looks at how they came in. */
export const kHalves = [
  ['01_account', '02_setup', '04_measure', '07_work', '07b_lists', '09_mail'],
  ['03_norm', '05_registers', '05b_register_lists', '06_evidence', '08_account_for', '10_domains'],
];
