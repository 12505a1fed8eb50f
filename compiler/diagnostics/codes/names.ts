import { entry } from '../entry.ts';
import { certain, firstOf } from '../nearest.ts';

/** CR03: keys and names. */

const meant = (nearest?: string) => (nearest ? `did you mean \`${nearest}\`?` : undefined);

/** Where things are written that newcomers look for in another place. */
const elsewhere: Readonly<Record<string, string>> = {
  learning_rate: 'the rate belongs to the optimizer: `optimizer: adam(rate = 1e-3)`',
  lr: 'the rate belongs to the optimizer: `optimizer: adam(rate = 1e-3)`',
};

export const unknownKey = entry<{
  key: string;
  section: string;
  nearest?: string;
  known: readonly string[];
  /** Whether the nearest is there, too, so that it is not certain to be meant. */
  isThere: boolean;
  /** A section of the file that has it. */
  home?: string;
}>({
  code: 'CR0301',
  severity: 'error',
  title: 'Unknown key',
  message: ({ key, section }) => `${section} has no key \`${key}\``,
  help: ({ key, nearest, known, home }) =>
    (Object.hasOwn(elsewhere, key) ? elsewhere[key] : undefined) ??
    (home ? `it belongs into the section \`${home}\`` : undefined) ??
    meant(nearest) ??
    `its keys are ${known.map((k) => `\`${k}\``).join(', ')}`,
  instead: ({ key, nearest, known, isThere }) => (isThere ? undefined : certain(key, nearest, known)),
  why: 'A misspelt key would otherwise be ignored, and the experiment would silently mean something else.',
});

export const missingKey = entry<{ key: string; section: string; example: string }>({
  code: 'CR0302',
  severity: 'error',
  title: 'Missing key',
  message: ({ key, section }) => `${section} needs the key \`${key}\``,
  help: ({ example }) => `add \`${example}\``,
  why: 'Without it the experiment cannot be understood; there is no default that would be right for everybody.',
});

export const wrongShape = entry<{ what: string; wanted: string; got: string; example: string }>({
  code: 'CR0303',
  severity: 'error',
  title: 'A map, list or value where another is wanted',
  message: ({ what, wanted, got }) => `${what} takes ${wanted}, not ${got}`,
  help: ({ example }) => `write it like \`${example}\``,
  why: 'Each field of an experiment has one form, fixed by the language, so that a file reads the same everywhere.',
});

export const badName = entry<{ name: string; what: string; suggestion?: string; inherited?: boolean }>({
  code: 'CR0304',
  severity: 'error',
  title: 'Not a name',
  message: ({ name, what }) => `\`${name}\` cannot name ${what}`,
  help: ({ suggestion, inherited }) =>
    inherited
      ? `programs that read results keep this word for themselves: use another, such as \`${suggestion}\``
      : `use letters, digits and _, starting with a letter${suggestion ? `, such as \`${suggestion}\`` : ''}`,
  why: 'Names are used in expressions, where a hyphen would be a minus.',
});

export const takenName = entry<{ name: string; by: string; as?: string }>({
  code: 'CR0305',
  severity: 'error',
  title: 'Name already taken',
  message: ({ name, by }) => `\`${name}\` is already ${by}`,
  help: ({ by, as }) =>
    by === 'an axis' && as === 'a tuned setting'
      ? 'a setting is varied by an axis or tuned: remove one of the two'
      : 'choose another name',
  why: 'Everything that a file names shares one namespace, so that a reader never has to guess which one is meant.',
});

/** What is done instead of something that other programs call. */
const advice: Readonly<Record<string, string>> = {
  softmax: 'end the network with its outputs: cross_entropy() takes the softmax itself',
  log_softmax: 'end the network with its outputs: cross_entropy() takes the softmax itself',
  Softmax: 'end the network with its outputs: cross_entropy() takes the softmax itself',
};

export const unknownName = entry<{
  name: string;
  nearest?: string;
  known: Iterable<string>;
  called?: boolean;
}>({
  code: 'CR0306',
  severity: 'error',
  title: 'Unknown name',
  message: ({ name, called }) =>
    called ? `nothing that can be called is named \`${name}\`` : `nothing is named \`${name}\` here`,
  help: ({ name, nearest, known, called }) => {
    const first = firstOf(known, 13);
    if (Object.hasOwn(advice, name)) return advice[name];
    if (called && first.length > 12) return meant(nearest) ?? '`crease explain` lists what can be called';
    return (
      meant(nearest) ??
      (first.length > 0 ? `what can be used here: ${first.slice(0, 12).join(', ')}` : undefined)
    );
  },
  instead: ({ name, nearest, known }) => certain(name, nearest, known),
  why: 'A name in an expression refers to a data set, an axis, a measurement or a built-in name.',
});

export const mustBeCalled = entry<{ name: string; example: string }>({
  code: 'CR0307',
  severity: 'error',
  title: 'Missing parentheses',
  message: ({ name }) => `\`${name}\` is called with parentheses`,
  help: ({ example }) => `write \`${example}\``,
  why: 'Functions, layers and the like are known by their call, so a data set may have the same name.',
});

const parts = ['train', 'validation', 'test'];
const splitIt =
  'it is not split so: give shares where it is declared, such as `test = 30%, validation = 10%`';

export const unknownMember = entry<{
  name: string;
  of: string;
  nearest?: string;
  known: readonly string[];
  /** What is written instead, where the name means something else here. */
  corrected?: string;
}>({
  code: 'CR0308',
  severity: 'error',
  title: 'Unknown part',
  message: ({ name, of }) => `${of} has no \`${name}\``,
  help: ({ name, nearest, known, corrected }) =>
    (corrected ? `write \`${corrected}\`` : undefined) ??
    (known.includes('all') && parts.includes(name) ? splitIt : undefined) ??
    meant(nearest) ??
    (known.length > 0 ? `it has ${known.map((k) => `\`${k}\``).join(', ')}` : undefined),
  instead: ({ name, nearest, known }) => certain(name, nearest, known),
  why: 'A dot picks a part of what stands before it: `images.train`, `cells.regions`.',
});

export const unknownParameter = entry<{
  name: string;
  of: string;
  nearest?: string;
  known: readonly string[];
}>({
  code: 'CR0309',
  severity: 'error',
  title: 'Unknown parameter',
  message: ({ name, of }) => `${of}() has no parameter \`${name}\``,
  help: ({ nearest, known }) =>
    meant(nearest) ??
    (known.length > 0 ? `its parameters are ${known.map((k) => `\`${k}\``).join(', ')}` : 'it takes none'),
  instead: ({ name, nearest, known }) => certain(name, nearest, known),
  why: 'A misspelt parameter would otherwise be ignored.',
});

export const missingArgument = entry<{ name: string; of: string; about: string; example: string }>({
  code: 'CR0310',
  severity: 'error',
  title: 'Missing argument',
  message: ({ name, of, about }) => `${of}() needs \`${name}\`: ${about}`,
  help: ({ example }) => `for example \`${example}\``,
  why: 'The parameter has no default, because none would be right for everybody.',
});

export const tooManyArguments = entry<{ of: string; most: number }>({
  code: 'CR0311',
  severity: 'error',
  title: 'Too many arguments',
  message: ({ of, most }) =>
    most === 0
      ? `${of}() takes no arguments`
      : `${of}() takes at most ${most} argument${most === 1 ? '' : 's'}`,
  why: 'Arguments without a name fill the parameters in order.',
});

export const argumentTwice = entry<{ name: string; of: string }>({
  code: 'CR0312',
  severity: 'error',
  title: 'Argument given twice',
  message: ({ name, of }) => `${of}() gets \`${name}\` twice`,
  help: () => 'keep one of them',
  why: 'One of the two would be ignored.',
});

export const comparedArgument = entry<{ name: string; of: string }>({
  code: 'CR0317',
  severity: 'error',
  title: 'Comparison where an argument is named',
  message: ({ name, of }) => `\`==\` compares; the argument \`${name}\` of ${of}() is named with one \`=\``,
  help: ({ name }) => `write \`${name} = …\``,
  why: 'Two signs with two meanings: `=` names an argument or an arm, `==` asks whether two values are equal.',
});

export const unusedAxis = entry<{ name: string }>({
  code: 'CR0313',
  severity: 'warning',
  title: 'Axis that nothing reads',
  message: ({ name }) => `nothing reads the axis \`${name}\`, so all its arms do the same`,
  help: ({ name }) => `use \`${name}\` in the network or the training, or remove the axis`,
  why: 'An axis multiplies the cells; arms that differ in nothing only repeat the work.',
});

export const unknownPath = entry<{ path: string; part: string; nearest?: string }>({
  code: 'CR0314',
  severity: 'error',
  title: 'Override of something that is not there',
  message: ({ path, part }) => `\`${path}\` overrides nothing: the experiment has no \`${part}\``,
  help: ({ nearest }) => meant(nearest) ?? 'an override changes a value that the file already has',
  why: 'A misspelt override would otherwise leave the experiment as it was.',
});

export const unknownProfile = entry<{ name: string; nearest?: string; known: readonly string[] }>({
  code: 'CR0315',
  severity: 'error',
  title: 'Unknown profile',
  message: ({ name }) => `this experiment has no profile \`${name}\``,
  help: ({ nearest, known }) =>
    meant(nearest) ??
    (known.length > 0 ? `its profiles are ${known.join(', ')}` : 'it has none; add one under `profiles:`'),
  why: 'A profile is a named set of overrides in the same file.',
});

export const oldFormat = entry<{ found: string }>({
  code: 'CR0316',
  severity: 'error',
  title: 'Unknown version of the language',
  message: ({ found }) =>
    `this file says it is written in version ${found} of the language; this program knows version 1`,
  help: () => 'write `crease: 1`',
  why: 'The number lets a later version read older files as they were meant.',
});
