// Texts come from the page, which has them from the server's catalogue; numbers are put in here.
export function filled(text: string, values: Record<string, number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name]?.toLocaleString("en") ?? whole);
}
