// Which compatibility gateways are wanted, as it is typed: `all`, or names with their ports.
import type { ChosenGateway } from '#gateways/compat/compat.ts';
import { GATEWAY_NAMES, type GatewayName } from '#gateways/compat/frame/gateway.ts';
import { WrongConfiguration } from './wrong-configuration.ts';

const PORT_MAX = 65_535;

/** Reads `--compat`; `port` is the main one, behind which `all` takes five. Throws WrongConfiguration. */
export function compatOf(text: string, port: number): readonly ChosenGateway[] {
  const wanted = text.trim();
  if (wanted === '') return [];
  if (wanted === 'all') return allBehind(port);
  const chosen = wanted.split(',').map((part) => chosenIn(part.trim()));
  for (const { name } of chosen) {
    if (chosen.filter((one) => one.name === name).length > 1) {
      throw new WrongConfiguration(`--compat names ${name} twice`);
    }
  }
  return chosen;
}

function allBehind(port: number): readonly ChosenGateway[] {
  if (port + GATEWAY_NAMES.length > PORT_MAX) {
    throw new WrongConfiguration(`--compat all needs five ports behind ${port}; name each port`);
  }
  return GATEWAY_NAMES.map((name, at) => ({ name, port: port === 0 ? 0 : port + 1 + at }));
}

function chosenIn(part: string): ChosenGateway {
  const [name = '', port = '', ...rest] = part.split('=');
  const known = (GATEWAY_NAMES as readonly string[]).includes(name);
  const right = /^\d{1,5}$/.test(port) && Number(port) <= PORT_MAX && rest.length === 0;
  if (known && right) return { name: name as GatewayName, port: Number(port) };
  throw new WrongConfiguration(
    `--compat must be "all", or like twidder=5001 with the names ${GATEWAY_NAMES.join(', ')}, ` +
      `not "${part}"`,
  );
}

/** Reads `--compat-origins`: pages elsewhere that may use the messenger gateway. Throws WrongConfiguration. */
export function originsOf(text: string): readonly string[] {
  const wanted = text.split(',').map((part) => part.trim());
  return wanted.filter((part) => part !== '').map(originIn);
}

function originIn(text: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search) {
    return url.origin;
  }
  throw new WrongConfiguration(
    `--compat-origins must be like http://192.168.0.101:3000, not "${text}"`,
  );
}
