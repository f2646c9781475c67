// Reading the QR code in a picture: the browser's own reader where it has one, else the plain one beside this file.

import { decode } from "./qr/decode.js";

export async function readCode(image) {
  if (window.BarcodeDetector) {
    const found = await new window.BarcodeDetector({ formats: ["qr_code"] }).detect(image).catch(() => []);
    if (found.length) return found[0].rawValue;
  }
  try {
    return decode(pixels(image));
  } catch {
    return null; // a picture of another site, whose pixels nobody may see
  }
}

function pixels(image) {
  const canvas = document.createElement("canvas");
  const shrink = Math.min(1, 1600 / Math.max(image.naturalWidth, image.naturalHeight));
  canvas.width = Math.max(1, Math.round(image.naturalWidth * shrink));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * shrink));
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
