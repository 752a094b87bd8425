#include "renderer/data/format-units.h"

#include <float.h>
#include <math.h>

/*
 * What Grafana 12.3's own formatters (grafana-data/src/valueFormats) give for every unit id, at
 * a large value with automatic decimals and a small one with one decimal, in UTC, an hour after
 * 1970-01-01 00:20:34.567.
 */
#define LARGE  1234567.891
#define SMALL  (-0.0125)
#define NOW_MS 4834567

static const struct {
	const char *id, *large, *small;
} rows[] = {
	{ "Bps", "1.23 MB/s", "-12.5 mB/s" },
	{ "EHs", "1.23 YH/s", "-12.5 PH/s" },
	{ "GBs", "1.23 PB/s", "-12.5 MB/s" },
	{ "GHs", "1.23 PH/s", "-12.5 MH/s" },
	{ "Gbits", "1.23 Pb/s", "-12.5 Mb/s" },
	{ "GiBs", "1.18 PiB/s", "-12.8 MiB/s" },
	{ "Gibits", "1.18 Pib/s", "-12.8 Mib/s" },
	{ "Hs", "1.23 MH/s", "-12.5 mH/s" },
	{ "KBs", "1.23 GB/s", "-12.5 B/s" },
	{ "KHs", "1.23 GH/s", "-12.5 H/s" },
	{ "Kbits", "1.23 Gb/s", "-12.5 b/s" },
	{ "KiBs", "1.18 GiB/s", "-12.8 B/s" },
	{ "Kibits", "1.18 Gib/s", "-12.8 b/s" },
	{ "MBs", "1.23 TB/s", "-12.5 kB/s" },
	{ "MHs", "1.23 TH/s", "-12.5 kH/s" },
	{ "Mbits", "1.23 Tb/s", "-12.5 kb/s" },
	{ "MiBs", "1.18 TiB/s", "-12.8 KiB/s" },
	{ "Mibits", "1.18 Tib/s", "-12.8 Kib/s" },
	{ "Mohm", "1.23 TΩ", "-12.5 kΩ" },
	{ "Nm3", "1234568 Nm³", "0.0 Nm³" },
	{ "PBs", "1.23 ZB/s", "-12.5 TB/s" },
	{ "PHs", "1.23 ZH/s", "-12.5 TH/s" },
	{ "Pbits", "1.23 Zb/s", "-12.5 Tb/s" },
	{ "PiBs", "1.18 ZiB/s", "-12.8 TiB/s" },
	{ "Pibits", "1.18 Zib/s", "-12.8 Tib/s" },
	{ "TBs", "1.23 EB/s", "-12.5 GB/s" },
	{ "THs", "1.23 EH/s", "-12.5 GH/s" },
	{ "Tbits", "1.23 Eb/s", "-12.5 Gb/s" },
	{ "TiBs", "1.18 EiB/s", "-12.8 GiB/s" },
	{ "Tibits", "1.18 Eib/s", "-12.8 Gib/s" },
	{ "Wm2", "1.23 MW/m²", "-12.5 mW/m²" },
	{ "accFS2", "1234568 f/sec²", "0.0 f/sec²" },
	{ "accG", "1234568 g", "0.0 g" },
	{ "accMS2", "1234568 m/sec²", "0.0 m/sec²" },
	{ "acres", "1234568 ac", "0.0 ac" },
	{ "amp", "1.23 MA", "-12.5 mA" },
	{ "amph", "1.23 MAh", "-12.5 mAh" },
	{ "arcmin", "1234568 arcmin", "0.0 arcmin" },
	{ "arcsec", "1234568 arcsec", "0.0 arcsec" },
	{ "areaF2", "1234568 ft²", "0.0 ft²" },
	{ "areaM2", "1234568 m²", "0.0 m²" },
	{ "areaMI2", "1234568 mi²", "0.0 mi²" },
	{ "binBps", "1.18 MiB/s", "0.0 B/s" },
	{ "binbps", "1.18 Mib/s", "0.0 b/s" },
	{ "bits", "1.18 Mib", "0.0 b" },
	{ "bool", "True", "True" },
	{ "bool_on_off", "On", "On" },
	{ "bool_yes_no", "Yes", "Yes" },
	{ "bps", "1.23 Mb/s", "-12.5 mb/s" },
	{ "bytes", "1.18 MiB", "0.0 B" },
	{ "candela", "1.23 Mcd", "-12.5 mcd" },
	{ "celsius", "1234568 °C", "0.0 °C" },
	{ "clockms", "20m:34s:567ms", "000ms" },
	{ "clocks", "342h:56m:07s:891ms", "988ms" },
	{ "congNm3", "1234568 g/Nm³", "0.0 g/Nm³" },
	{ "congm3", "1234568 g/m³", "0.0 g/m³" },
	{ "conmgNm3", "1234568 mg/Nm³", "0.0 mg/Nm³" },
	{ "conmgdL", "1234568 mg/dL", "0.0 mg/dL" },
	{ "conmgm3", "1234568 mg/m³", "0.0 mg/m³" },
	{ "conmmolL", "1234568 mmol/L", "0.0 mmol/L" },
	{ "conngNm3", "1234568 ng/Nm³", "0.0 ng/Nm³" },
	{ "conngm3", "1234568 ng/m³", "0.0 ng/m³" },
	{ "conppb", "1234568 ppb", "0.0 ppb" },
	{ "conμgNm3", "1234568 μg/Nm³", "0.0 μg/Nm³" },
	{ "conμgm3", "1234568 μg/m³", "0.0 μg/m³" },
	{ "cpm", "1.23M c/m", "0.0 c/m" },
	{ "cps", "1.23M c/s", "0.0 c/s" },
	{ "currencyBGN", "BGN1.23M", "-BGN0.0" },
	{ "currencyBRL", "R$1.23M", "-R$0.0" },
	{ "currencyBTC", "฿1.23M", "-฿0.0" },
	{ "currencyCHF", "CHF1.23M", "-CHF0.0" },
	{ "currencyCZK", "czk1.23M", "-czk0.0" },
	{ "currencyDKK", "1.23Mkr", "-0.0kr" },
	{ "currencyEUR", "€1.23M", "-€0.0" },
	{ "currencyGBP", "£1.23M", "-£0.0" },
	{ "currencyIDR", "Rp1.23M", "-Rp0.0" },
	{ "currencyILS", "₪1.23M", "-₪0.0" },
	{ "currencyINR", "₹1.23M", "-₹0.0" },
	{ "currencyISK", "1.23Mkr", "-0.0kr" },
	{ "currencyJPY", "¥1.23M", "-¥0.0" },
	{ "currencyKRW", "₩1.23M", "-₩0.0" },
	{ "currencyMYR", "RM1.23M", "-RM0.0" },
	{ "currencyNOK", "1.23Mkr", "-0.0kr" },
	{ "currencyPHP", "PHP1.23M", "-PHP0.0" },
	{ "currencyPLN", "PLN1.23M", "-PLN0.0" },
	{ "currencyPYG", "₲1.23M", "-₲0.0" },
	{ "currencyRUB", "₽1.23M", "-₽0.0" },
	{ "currencySEK", "1.23Mkr", "-0.0kr" },
	{ "currencyTRY", "1.23M₺", "-0.0₺" },
	{ "currencyUAH", "₴1.23M", "-₴0.0" },
	{ "currencyUSD", "$1.23M", "-$0.0" },
	{ "currencyUYU", "UYU1.23M", "-UYU0.0" },
	{ "currencyVND", "1.23Mđ", "-0.0đ" },
	{ "currencyXPF", "XPF1.23M", "-XPF0.0" },
	{ "currencyZAR", "R1.23M", "-R0.0" },
	{ "currencymBTC", "mBTC1.23M", "-mBTC0.0" },
	{ "currencyμBTC", "μBTC1.23M", "-μBTC0.0" },
	{ "d", "3382 years", "0.0 day" },
	{ "dB", "1234568 dB", "0.0 dB" },
	{ "dBm", "1.23 MdBm", "-12.5 mdBm" },
	{ "dateTimeAsIso", "1970-01-01 00:20:34", "1970-01-01 00:00:00" },
	{ "dateTimeAsIsoNoDateIfToday", "00:20:34", "00:00:00" },
	{ "dateTimeAsLocal", "01/01/1970, 12:20:34 AM", "01/01/1970, 12:00:00 AM" },
	{ "dateTimeAsLocalNoDateIfToday", "12:20:34 AM", "12:00:00 AM" },
	{ "dateTimeAsSystem", "1970-01-01 00:20:34", "1970-01-01 00:00:00" },
	{ "dateTimeAsUS", "01/01/1970 12:20:34 am", "01/01/1970 12:00:00 am" },
	{ "dateTimeAsUSNoDateIfToday", "12:20:34 am", "12:00:00 am" },
	{ "dateTimeFromNow", "an hour ago", "an hour ago" },
	{ "decbits", "1.23 Mb", "-12.5 mb" },
	{ "decbytes", "1.23 MB", "-12.5 mB" },
	{ "decgbytes", "1.23 PB", "-12.5 MB" },
	{ "deckbytes", "1.23 GB", "-12.5 B" },
	{ "decmbytes", "1.23 TB", "-12.5 kB" },
	{ "decpbytes", "1.23 ZB", "-12.5 TB" },
	{ "dectbytes", "1.23 EB", "-12.5 GB" },
	{ "degree", "1234568 °", "0.0 °" },
	{ "dm3", "1234568 dm³", "0.0 dm³" },
	{ "dtdhms", "14 d 06:56:07", "00:00:00 ago" },
	{ "dtdurationms", "20 minutes", " ago" },
	{ "dtdurations", "2 weeks", "12 milliseconds ago" },
	{ "dthms", "342:56:07", "00:00:00 ago" },
	{ "eflops", "1.23 YFLOPS", "-12.5 PFLOPS" },
	{ "epm", "1.23M evts/m", "0.0 evts/m" },
	{ "eps", "1.23M evt/s", "0.0 evt/s" },
	{ "ev", "1.23 MeV", "-12.5 meV" },
	{ "fahrenheit", "1234568 °F", "0.0 °F" },
	{ "farad", "1.23 MF", "-12.5 mF" },
	{ "farenheit", "1234568 °F", "0.0 °F" },
	{ "ffarad", "1.23 nF", "0.0 fF" },
	{ "flops", "1.23 MFLOPS", "-12.5 mFLOPS" },
	{ "flowcfm", "1234568 cfm", "0.0 cfm" },
	{ "flowcfs", "1234568 cfs", "0.0 cfs" },
	{ "flowcms", "1234568 cms", "0.0 cms" },
	{ "flowgpm", "1234568 gpm", "0.0 gpm" },
	{ "flowlpm", "1234568 L/min", "0.0 L/min" },
	{ "flowmlpm", "1234568 mL/min", "0.0 mL/min" },
	{ "forceN", "1.23 MN", "-12.5 mN" },
	{ "forceNm", "1.23 MNm", "-12.5 mNm" },
	{ "forcekN", "1.23 GN", "-12.5 N" },
	{ "forcekNm", "1.23 GNm", "-12.5 Nm" },
	{ "gallons", "1234568 gal", "0.0 gal" },
	{ "gbytes", "1.18 PiB", "-12.8 MiB" },
	{ "gflops", "1.23 PFLOPS", "-12.5 MFLOPS" },
	{ "grad", "1234568 grad", "0.0 grad" },
	{ "gwatt", "1.23 PW", "-12.5 MW" },
	{ "h", "141 years", "0.0 hour" },
	{ "hectares", "1234568 ha", "0.0 ha" },
	{ "henry", "1.23 MH", "-12.5 mH" },
	{ "hertz", "1.23 MHz", "-12.5 mHz" },
	{ "hex", "12D688", "0" },
	{ "hex0x", "0x12D688", "0x0" },
	{ "humidity", "1234568 %H", "0.0 %H" },
	{ "iops", "1.23M io/s", "0.0 io/s" },
	{ "joule", "1.23 MJ", "-12.5 mJ" },
	{ "kamp", "1.23 GA", "-12.5 A" },
	{ "kamph", "1.23 GAh", "-12.5 Ah" },
	{ "kbytes", "1.18 GiB", "-12.8 B" },
	{ "kelvin", "1234568 K", "0.0 K" },
	{ "kohm", "1.23 GΩ", "-12.5 Ω" },
	{ "kvolt", "1.23 GV", "-12.5 V" },
	{ "kvoltamp", "1.23 GVA", "-12.5 VA" },
	{ "kvoltampreact", "1.23 GVAr", "-12.5 VAr" },
	{ "kwatt", "1.23 GW", "-12.5 W" },
	{ "kwatth", "1.23 GWh", "-12.5 Wh" },
	{ "kwattm", "1.23 GW-Min", "-12.5 W-Min" },
	{ "lengthft", "1234568 ft", "0.0 ft" },
	{ "lengthin", "1234568 in", "0.0 in" },
	{ "lengthkm", "1.23 Gm", "-12.5 m" },
	{ "lengthm", "1.23 Mm", "-12.5 mm" },
	{ "lengthmi", "1234568 mi", "0.0 mi" },
	{ "lengthmm", "1.23 km", "-12.5 µm" },
	{ "litre", "1.23 ML", "-12.5 mL" },
	{ "litreh", "1234568 L/h", "0.0 L/h" },
	{ "locale", "1,234,567.891", "-0" },
	{ "lumens", "1.23 MLm", "-12.5 mLm" },
	{ "lux", "1234568 lux", "0.0 lux" },
	{ "m", "2.35 years", "0.0 min" },
	{ "m3", "1234568 m³", "0.0 m³" },
	{ "mamp", "1.23 kA", "-12.5 µA" },
	{ "mamph", "1.23 kAh", "-12.5 µAh" },
	{ "massg", "1.23 Mg", "-12.5 mg" },
	{ "masskg", "1.23 Gg", "-12.5 g" },
	{ "masslb", "1234568 lb", "0.0 lb" },
	{ "massmg", "1.23 kg", "-12.5 µg" },
	{ "masst", "1234568 t", "0.0 t" },
	{ "mbytes", "1.18 TiB", "-12.8 KiB" },
	{ "megwatt", "1.23 TW", "-12.5 kW" },
	{ "mflops", "1.23 TFLOPS", "-12.5 kFLOPS" },
	{ "mhenry", "1.23 kH", "-12.5 µH" },
	{ "mlitre", "1.23 kL", "-12.5 µL" },
	{ "mohm", "1.23 kΩ", "-12.5 µΩ" },
	{ "mpm", "1.23M msgs/m", "0.0 msgs/m" },
	{ "mps", "1.23M msg/s", "0.0 msg/s" },
	{ "ms", "20.6 mins", "0.0 ms" },
	{ "mvolt", "1.23 kV", "-12.5 µV" },
	{ "mwatt", "1.23 kW", "-12.5 µW" },
	{ "mwatth", "1.23 TWh", "-12.5 kWh" },
	{ "nfarad", "1.23 mF", "-12.5 pF" },
	{ "none", "1234568", "0.0" },
	{ "ns", "1.23 ms", "0.0 ns" },
	{ "ohm", "1.23 MΩ", "-12.5 mΩ" },
	{ "opm", "1.23M ops/m", "0.0 ops/m" },
	{ "ops", "1.23M ops/s", "0.0 ops/s" },
	{ "pbytes", "1.18 ZiB", "-12.8 TiB" },
	{ "percent", "1234568%", "0.0%" },
	{ "percentunit", "123456789%", "-1.2%" },
	{ "pfarad", "1.23 µF", "-12.5 fF" },
	{ "pflops", "1.23 ZFLOPS", "-12.5 TFLOPS" },
	{ "pixel", "1234568 px", "0.0 px" },
	{ "ppm", "1234568 ppm", "0.0 ppm" },
	{ "pps", "1.23 Mp/s", "-12.5 mp/s" },
	{ "pressurebar", "1.23 Mbar", "-12.5 mbar" },
	{ "pressurehg", "1234568 \"Hg", "0.0 \"Hg" },
	{ "pressurehpa", "1234568 hPa", "0.0 hPa" },
	{ "pressurekbar", "1.23 Gbar", "-12.5 bar" },
	{ "pressurekpa", "1234568 kPa", "0.0 kPa" },
	{ "pressurembar", "1.23 kbar", "-12.5 µbar" },
	{ "pressurepa", "1.23 MPa", "-12.5 mPa" },
	{ "pressurepsi", "1.23Mpsi", "0.0psi" },
	{ "radbq", "1.23 MBq", "-12.5 mBq" },
	{ "radci", "1.23 MCi", "-12.5 mCi" },
	{ "radexpckg", "1.23 MC/kg", "-12.5 mC/kg" },
	{ "radgy", "1.23 MGy", "-12.5 mGy" },
	{ "radian", "1234568 rad", "0.0 rad" },
	{ "radmsv", "1.23 kSv", "-12.5 µSv" },
	{ "radmsvh", "1.23 kSv/h", "-12.5 µSv/h" },
	{ "radr", "1.23 MR", "-12.5 mR" },
	{ "radrad", "1.23 Mrad", "-12.5 mrad" },
	{ "radrem", "1.23 Mrem", "-12.5 mrem" },
	{ "radsv", "1.23 MSv", "-12.5 mSv" },
	{ "radsvh", "1.23 MSv/h", "-12.5 mSv/h" },
	{ "radusv", "1.23 Sv", "-12.5 nSv" },
	{ "radusvh", "1.23 Sv/h", "-12.5 nSv/h" },
	{ "recpm", "1.23M rec/m", "0.0 rec/m" },
	{ "recps", "1.23M rec/s", "0.0 rec/s" },
	{ "reqpm", "1.23M req/m", "0.0 req/m" },
	{ "reqps", "1.23M req/s", "0.0 req/s" },
	{ "rotdegs", "1234568 °/s", "0.0 °/s" },
	{ "rotghz", "1.23 PHz", "-12.5 MHz" },
	{ "rothz", "1.23 MHz", "-12.5 mHz" },
	{ "rotkhz", "1.23 GHz", "-12.5 Hz" },
	{ "rotmhz", "1.23 THz", "-12.5 kHz" },
	{ "rotrads", "1234568 rad/s", "0.0 rad/s" },
	{ "rotrpm", "1234568 rpm", "0.0 rpm" },
	{ "rowspm", "1.23M rows/m", "0.0 rows/m" },
	{ "rowsps", "1.23M rows/s", "0.0 rows/s" },
	{ "rpm", "1.23M rd/m", "0.0 rd/m" },
	{ "rps", "1.23M rd/s", "0.0 rd/s" },
	{ "s", "2.04 weeks", "-12.5 ms" },
	{ "sci", "1.234567891e+6", "-1.3e-2" },
	{ "short", "1.23 Mil", "0.0" },
	{ "sishort", "1.23 M", "-12.5 m" },
	{ "string", "1234567.891", "-0.0125" },
	{ "tbytes", "1.18 EiB", "-12.8 GiB" },
	{ "tflops", "1.23 EFLOPS", "-12.5 GFLOPS" },
	{ "timeticks", "3.43 hours", "-125.0 µs" },
	{ "velocitykmh", "1234568 km/h", "0.0 km/h" },
	{ "velocityknot", "1234568 kn", "0.0 kn" },
	{ "velocitymph", "1234568 mph", "0.0 mph" },
	{ "velocityms", "1234568 m/s", "0.0 m/s" },
	{ "volt", "1.23 MV", "-12.5 mV" },
	{ "voltamp", "1.23 MVA", "-12.5 mVA" },
	{ "voltampreact", "1.23 MVAr", "-12.5 mVAr" },
	{ "watt", "1.23 MW", "-12.5 mW" },
	{ "watth", "1.23 MWh", "-12.5 mWh" },
	{ "watthperkg", "1.23 MWh/kg", "-12.5 mWh/kg" },
	{ "wpm", "1.23M wr/m", "0.0 wr/m" },
	{ "wps", "1.23M wr/s", "0.0 wr/s" },
	{ "yflops", "1234568 YFLOPS", "-12.5 ZFLOPS" },
	{ "zflops", "1235 YFLOPS", "-12.5 EFLOPS" },
	{ "µfarad", "1.23 F", "-12.5 nF" },
	{ "µhenry", "1.23 H", "-12.5 nH" },
	{ "µs", "1.23 s", "0.0 µs" },
};

static void assert_text(const char *id, double value, double decimals, const char *expected)
{
	FormatOptions options = { .decimals = decimals, .now_ms = NOW_MS };
	ValueFormat format = value_format(id);
	FormattedValue formatted;

	value_format_apply(&format, value, &options, &formatted);
	g_autofree char *text =
		g_strconcat(formatted.prefix, formatted.text, formatted.suffix, NULL);

	if (g_strcmp0(text, expected) != 0)
		g_error("%s of %g is '%s', not '%s'", id, value, text, expected);
}

static void test_every_unit(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_assert_nonnull(unit_find(rows[i].id));
		assert_text(rows[i].id, LARGE, NAN, rows[i].large);
		assert_text(rows[i].id, SMALL, 1, rows[i].small);
	}
}

/* 272 ids and "farenheit", the old spelling of one. */
static void test_no_unit_is_missing(void)
{
	g_assert_cmpuint(G_N_ELEMENTS(rows), ==, 273);
	for (size_t i = 1; i < G_N_ELEMENTS(rows); i++)
		g_assert_cmpstr(rows[i - 1].id, <, rows[i].id);
}

static void test_any_value_is_safe(void)
{
	static const double values[] = { 0,	  -0.0,	   1e300,     -1e300,	 5e-324,
					 DBL_MAX, -DBL_MAX, INFINITY, -INFINITY, NAN };
	static const double decimals[] = { NAN, 0, 1, 20, 100, 1e9, -5, 1.5, INFINITY };

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		ValueFormat format = value_format(rows[i].id);

		for (size_t j = 0; j < G_N_ELEMENTS(values) * G_N_ELEMENTS(decimals); j++) {
			FormatOptions options = {
				.decimals = decimals[j / G_N_ELEMENTS(values)],
			};
			FormattedValue out;

			value_format_apply(&format, values[j % G_N_ELEMENTS(values)], &options,
					   &out);
			g_assert_true(g_utf8_validate(out.text, -1, NULL));
		}
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/units/every-unit", test_every_unit);
	g_test_add_func("/units/no-unit-is-missing", test_no_unit_is_missing);
	g_test_add_func("/units/any-value-is-safe", test_any_value_is_safe);
	return g_test_run();
}
