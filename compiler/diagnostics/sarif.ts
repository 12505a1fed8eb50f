import type { Span } from '../source/span.ts';
import { catalogue } from './catalogue.ts';
import type { Diagnostic, Edit } from './diagnostic.ts';
import { position } from './position.ts';

type Sources = ReadonlyMap<string, string>;

/**
 * Diagnostics in the Static Analysis Results Interchange Format 2.1.0 (OASIS, 2020), which code hosts show
 * beside the lines of a pull request. Files are named relative to where the command was called.
 */
export function toSarif(diagnostics: readonly Diagnostic[], sources: Sources, version: string) {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0' as const,
    runs: [
      {
        tool: { driver: { name: 'Crease', version, rules: codes.map(ruleOf) } },
        columnKind: 'unicodeCodePoints' as const,
        results: diagnostics.map((diagnostic) => resultOf(diagnostic, codes, sources)),
      },
    ],
  };
}

function ruleOf(code: string) {
  const entry = catalogue.get(code);
  return {
    id: code,
    shortDescription: { text: entry?.title ?? code },
    fullDescription: { text: entry?.why ?? code },
    help: { text: `crease explain ${code}` },
    defaultConfiguration: { level: entry?.severity ?? ('error' as const) },
  };
}

function resultOf(diagnostic: Diagnostic, codes: readonly string[], sources: Sources) {
  const { code, severity, message, help, span, related, fix } = diagnostic;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: help ? `${message}\n${help}` : message },
    locations: locationsOf(span, sources),
    relatedLocations: related.flatMap((each, id) =>
      locationsOf(each.span, sources).map((location) => ({
        id,
        ...location,
        message: { text: each.message },
      })),
    ),
    fixes: fix ? [fixOf(fix, sources)] : [],
  };
}

/** None for what stands in no file, such as the text of `--set`. */
function locationsOf(span: Span, sources: Sources) {
  if (!isFile(span.file)) return [];
  const region = regionOf(span, sources);
  return [
    { physicalLocation: { artifactLocation: { uri: uriOf(span.file) }, ...(region ? { region } : {}) } },
  ];
}

const isFile = (name: string) => !name.startsWith('--');

function fixOf(fix: readonly Edit[], sources: Sources) {
  const files = Map.groupBy(
    fix.filter(({ span }) => isFile(span.file)),
    ({ span }) => span.file,
  );
  return {
    description: { text: `Replace by ${fix.map(({ text }) => `\`${text}\``).join(', ')}` },
    artifactChanges: [...files].map(([file, edits]) => ({
      artifactLocation: { uri: uriOf(file) },
      replacements: edits.map((edit) => ({
        deletedRegion: regionOf(edit.span, sources) ?? { charOffset: edit.span.start },
        insertedContent: { text: edit.text },
      })),
    })),
  };
}

function regionOf({ file, start, end }: Span, sources: Sources) {
  const source = sources.get(file);
  if (source === undefined) return undefined;
  const [from, to] = [position(source, start), position(source, end)];
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}

/** A relative reference: slashes, and everything else that an address cannot hold encoded. */
function uriOf(file: string): string {
  return file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
