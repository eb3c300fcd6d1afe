/** What was looked at, and how it is. A fault keeps the service from its work; a warning will, or may. */
export interface Diagnosis {
  readonly check: string;
  readonly outcome: 'ok' | 'warning' | 'fault';
  readonly says: string;
}
export const ok = (check: string, says: string): Diagnosis => ({ check, outcome: 'ok', says });
export const warning = (check: string, says: string): Diagnosis => ({ check, outcome: 'warning', says });
export const fault = (check: string, says: string): Diagnosis => ({ check, outcome: 'fault', says });
