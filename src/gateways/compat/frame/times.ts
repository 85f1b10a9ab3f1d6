// Times as the originals write them: `YYYY-MM-DD HH:MM:SS`, without a zone.

/** A moment in the server's own zone. */
export function localTime(at: number): string {
  const date = new Date(at);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()];
  return `${day.map(twoDigits).join('-')} ${time.map(twoDigits).join(':')}`;
}

/** A moment in UTC. */
export function utcTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
