import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A passkey in software, which answers like a browser (WebAuthn, Level 3). */
export interface TestPasskey {
  id: string;
  /** The response to creation options. */
  created(options: { challenge: string; rp: { id?: string } }, origin: string): Record<string, unknown>;
  /**
   * The response to request options.
   * @param how whether a PIN or fingerprint was checked, and the signature count
   */
  used(
    options: { challenge: string; rpId?: string },
    origin: string,
    how?: { isVerified?: boolean; counter?: number },
  ): Record<string, unknown>;
}

const PRESENT = 0x01;
const VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

export function makePasskey(): TestPasskey {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const credentialId = randomBytes(32);
  const id = credentialId.toString("base64url");
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });

  const clientData = (type: string, challenge: string, origin: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const authenticatorData = (host: string, flags: number, counter: number) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(Buffer.from(host)), Buffer.from([flags]), count]);
  };
  const base = { id, rawId: id, type: "public-key", clientExtensionResults: {} };

  return {
    id,
    created({ challenge, rp }, origin) {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(credentialId.length);
      const data = Buffer.concat([
        authenticatorData(rp.id ?? "", PRESENT + VERIFIED + HAS_CREDENTIAL, 0),
        ...[Buffer.alloc(16), length, credentialId, coseKey(x, y)],
      ]);
      const attestationObject = Buffer.concat([
        Buffer.from([0xa3]),
        ...[cborText("fmt"), cborText("none"), cborText("attStmt"), Buffer.from([0xa0])],
        ...[cborText("authData"), cborBytes(data)],
      ]);
      return {
        ...base,
        response: {
          clientDataJSON: clientData("webauthn.create", challenge, origin).toString("base64url"),
          attestationObject: attestationObject.toString("base64url"),
          transports: ["internal", "a-transport-of-the-future"],
        },
      };
    },
    used({ challenge, rpId }, origin, { isVerified = true, counter = 0 } = {}) {
      const data = authenticatorData(rpId ?? "", PRESENT + (isVerified ? VERIFIED : 0), counter);
      const client = clientData("webauthn.get", challenge, origin);
      return {
        ...base,
        response: {
          clientDataJSON: client.toString("base64url"),
          authenticatorData: data.toString("base64url"),
          signature: sign("sha256", Buffer.concat([data, sha256(client)]), privateKey).toString("base64url"),
        },
      };
    },
  };
}

/** An ES256 key in COSE format (RFC 9053, 2.1). */
function coseKey(x: string, y: string): Buffer {
  const coordinate = (label: number, value: string) =>
    Buffer.concat([Buffer.from([label]), cborBytes(Buffer.from(value, "base64url"))]);
  return Buffer.concat([Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1]), coordinate(0x21, x), coordinate(0x22, y)]);
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
}

function cborBytes(bytes: Buffer): Buffer {
  return bytes.length < 256
    ? Buffer.concat([Buffer.from([0x58, bytes.length]), bytes])
    : Buffer.concat([Buffer.from([0x59, bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

function sha256(bytes: Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}
