const offset = 14;
let box: HTMLElement | undefined;

function tooltipBox(): HTMLElement {
  if (!box) {
    box = document.createElement('div');
    box.className = 'tooltip';
    box.setAttribute('aria-hidden', 'true');
    document.body.append(box);
  }
  return box;
}

const valueText = (value: unknown) =>
  typeof value === 'number' ? String(Number(value.toPrecision(6))) : String(value);

/** Rows of name and value. Text only: whatever a chart holds never becomes markup. */
function fill(element: HTMLElement, value: unknown) {
  const rows = typeof value === 'object' && value !== null ? Object.entries(value) : [['', value] as const];
  element.replaceChildren(
    ...rows.map(([name, content]) => {
      const row = document.createElement('div');
      const strong = document.createElement('b');
      strong.textContent = valueText(content);
      row.append(name ? `${name} ` : '', strong);
      return row;
    }),
  );
}

/** Vega's tooltip handler: beside the pointer, inside the window. */
export function showTooltip(_: unknown, event: MouseEvent, __: unknown, value: unknown): void {
  const element = tooltipBox();
  const empty = value === null || value === undefined || value === '';
  element.hidden = empty;
  if (empty) return;
  fill(element, value);
  const left = Math.min(event.clientX + offset, innerWidth - element.offsetWidth - offset);
  const top = Math.min(event.clientY + offset, innerHeight - element.offsetHeight - offset);
  element.style.left = `${Math.max(0, left)}px`;
  element.style.top = `${Math.max(0, top)}px`;
}
