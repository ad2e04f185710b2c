/** A TextMate grammar for TLA+ and for TLC's configuration files: enough to read by, not to parse by. */
import type { HighlighterCoreOptions } from "@gerrit0/mini-shiki";

/** A grammar, among the things that the highlighter accepts as a language. */
type Grammar = Extract<NonNullable<HighlighterCoreOptions["langs"]>[number], { readonly scopeName: string }>;

const keywords = [
  "ASSUME ASSUMPTION AXIOM CASE CHOOSE CONSTANT CONSTANTS DOMAIN ELSE ENABLED EXCEPT EXTENDS IF IN INSTANCE",
  "LAMBDA LEMMA LET LOCAL MODULE OTHER RECURSIVE SUBSET THEN THEOREM UNCHANGED UNION VARIABLE VARIABLES WITH",
];

/** Those of TLC's configuration files. */
const configurationKeywords =
  "SPECIFICATION INIT NEXT INVARIANT INVARIANTS PROPERTY PROPERTIES SYMMETRY VIEW CHECK_DEADLOCK ALIAS POSTCONDITION";

const anyOf = (words: string): string => `\\b(?:${words.split(/\s+/).join("|")})\\b`;

/** Parameters of an operator, which may be operators with parameters of their own. */
const parameters = "\\((?:[^()]|\\([^()]*\\))*\\)";
/** What a function is defined for. */
const argument = "\\[(?:[^\\[\\]]|\\[[^\\[\\]]*\\])*\\]";

export const tlaGrammar: Grammar = {
  name: "tla",
  scopeName: "source.tla",
  patterns: [{ include: "#all" }],
  repository: {
    all: {
      patterns: [
        { include: "#block-comment" },
        { name: "comment.line.tla", match: "\\\\\\*.*$" },
        { name: "string.quoted.tla", match: '"(?:[^"\\\\]|\\\\.)*"' },
        { name: "separator.tla", match: "^(?:----+|====+)" },
        { name: "separator.tla", match: "----+\\s*$" },
        { include: "#definition" },
        { name: "keyword.tla", match: anyOf(`${keywords.join(" ")} ${configurationKeywords}`) },
        { name: "constant.tla", match: anyOf("TRUE FALSE BOOLEAN STRING") },
        { name: "fairness.tla", match: "\\b[WS]F_" },
        { name: "number.tla", match: "\\b\\d+\\b" },
        {
          name: "operator.tla",
          match: "\\\\(?:E|A|in|notin|cup|cap|union|intersect|subseteq|o|div|lnot|land|lor|X|times)\\b",
        },
        {
          name: "operator.tla",
          match: "<<|>>|/\\\\|\\\\/|\\|->|<-|->|=>|<=>|~>|<>|\\[\\]|==|/=|<=|>=|\\.\\.|[\\\\'~#=@!]",
        },
        { name: "identifier.tla", match: "\\b\\w*[A-Za-z]\\w*" },
      ],
    },
    "block-comment": {
      name: "comment.block.tla",
      begin: "\\(\\*",
      end: "\\*\\)",
      patterns: [{ include: "#block-comment" }],
    },
    definition: {
      match: `(?:^|(?<=^(?:ASSUME|THEOREM|LOCAL) ))\\w*[A-Za-z]\\w*(?=\\s*(?:${parameters}|${argument})?\\s*==)`,
      name: "definition.tla",
    },
  },
};
