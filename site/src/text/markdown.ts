import { micromark } from 'micromark';

/** Text from an experiment may not add headings to the page's outline, nor pictures that would be fetched. */
const plainConstructs = {
  disable: { null: ['headingAtx', 'setextUnderline', 'labelStartImage', 'definition'] },
};

/**
 * Markdown of an experiment as HTML that is safe to inline: raw HTML shows as text, links lead to
 * the web or to a mail address and nowhere else.
 */
export function renderMarkdown(source: string): string {
  const html = micromark(source, { extensions: [plainConstructs] });
  return html.replace(/<a href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g, (_, href: string, text: string) =>
    /^(?:https?:\/\/|mailto:)/i.test(href) ? `<a href="${href}" rel="noreferrer">${text}</a>` : text,
  );
}
