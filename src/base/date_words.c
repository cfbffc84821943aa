/* SPDX-License-Identifier: ISC */
/* Names of months, of days and of time zones in the times that feeds write. */
#include "base/date_wild.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

static const struct {
	const char *word;
	int month;
} months[] = {
	{ "january", 1 }, { "february", 2 }, { "march", 3 }, { "april", 4 }, { "may", 5 }, { "june", 6 },
	{ "july", 7 }, { "august", 8 }, { "september", 9 }, { "october", 10 }, { "november", 11 },
	{ "december", 12 },
	/* German, French, Spanish, Italian, Portuguese, Dutch */
	{ "januar", 1 }, { "jänner", 1 }, { "februar", 2 }, { "märz", 3 }, { "mär", 3 }, { "maerz", 3 },
	{ "mai", 5 }, { "juni", 6 }, { "juli", 7 }, { "oktober", 10 }, { "dezember", 12 },
	{ "janvier", 1 }, { "février", 2 }, { "févr", 2 }, { "fév", 2 }, { "fevrier", 2 }, { "mars", 3 },
	{ "avril", 4 }, { "avr", 4 }, { "juin", 6 }, { "juillet", 7 }, { "juil", 7 }, { "août", 8 },
	{ "aout", 8 }, { "septembre", 9 }, { "octobre", 10 }, { "novembre", 11 }, { "décembre", 12 },
	{ "déc", 12 }, { "decembre", 12 }, { "enero", 1 }, { "febrero", 2 }, { "marzo", 3 }, { "abril", 4 },
	{ "mayo", 5 }, { "junio", 6 }, { "julio", 7 }, { "agosto", 8 }, { "septiembre", 9 },
	{ "setiembre", 9 }, { "octubre", 10 }, { "noviembre", 11 }, { "diciembre", 12 }, { "gennaio", 1 },
	{ "febbraio", 2 }, { "aprile", 4 }, { "maggio", 5 }, { "giugno", 6 }, { "luglio", 7 },
	{ "settembre", 9 }, { "ottobre", 10 }, { "dicembre", 12 }, { "janeiro", 1 }, { "fevereiro", 2 },
	{ "março", 3 }, { "maio", 5 }, { "junho", 6 }, { "julho", 7 }, { "setembro", 9 }, { "outubro", 10 },
	{ "novembro", 11 }, { "dezembro", 12 }, { "januari", 1 }, { "februari", 2 }, { "maart", 3 },
	{ "mei", 5 }, { "augustus", 8 },
	/* Hungarian, with the misspellings of a well-known program */
	{ "január", 1 }, { "február", 2 }, { "februári", 2 }, { "március", 3 }, { "április", 4 },
	{ "május", 5 }, { "máujus", 5 }, { "június", 6 }, { "július", 7 }, { "augusztus", 8 },
	{ "szeptember", 9 }, { "október", 10 },
	/* Greek */
	{ "Ιαν", 1 }, { "Φεβ", 2 }, { "Μάρ", 3 }, { "Μαρ", 3 }, { "Μάώ", 3 }, { "Μαώ", 3 }, { "Απρ", 4 },
	{ "Μάι", 5 }, { "Μαϊ", 5 }, { "Μαι", 5 }, { "Ιούν", 6 }, { "Ιον", 6 }, { "Ιούλ", 7 }, { "Ιολ", 7 },
	{ "Αύγ", 8 }, { "Αυγ", 8 }, { "Σεπ", 9 }, { "Οκτ", 10 }, { "Νοέ", 11 }, { "Νοε", 11 }, { "Δεκ", 12 },
	/* Russian */
	{ "янв", 1 }, { "фев", 2 }, { "мар", 3 }, { "апр", 4 }, { "май", 5 }, { "мая", 5 }, { "июн", 6 },
	{ "июл", 7 }, { "авг", 8 }, { "сен", 9 }, { "окт", 10 }, { "ноя", 11 }, { "дек", 12 },
};

/* Minutes east of UTC.  Where a name has several meanings it has that of feeds
 * (EST, CST, IST of India). */
static const struct {
	const char *name;
	int minutes;
} zones[] = {
	{ "z", 0 }, { "ut", 0 }, { "utc", 0 }, { "gmt", 0 }, { "wet", 0 }, { "uct", 0 }, { "zulu", 0 },
	{ "at", -240 }, { "ast", -240 }, { "adt", -180 }, { "et", -300 }, { "est", -300 }, { "edt", -240 },
	{ "ct", -360 }, { "cst", -360 }, { "cdt", -300 }, { "mt", -420 }, { "mst", -420 }, { "mdt", -360 },
	{ "pt", -480 }, { "pst", -480 }, { "pdt", -420 }, { "akst", -540 }, { "akdt", -480 }, { "hst", -600 },
	{ "nst", -210 }, { "ndt", -150 }, { "brt", -180 }, { "brst", -120 }, { "art", -180 }, { "clt", -240 },
	{ "bst", 60 }, { "west", 60 }, { "cet", 60 }, { "met", 60 }, { "mez", 60 }, { "cest", 120 },
	{ "mest", 120 }, { "mesz", 120 }, { "eet", 120 }, { "sast", 120 }, { "cat", 120 }, { "eest", 180 },
	{ "msk", 180 }, { "eat", 180 }, { "trt", 180 }, { "msd", 240 }, { "gst", 240 }, { "pkt", 300 },
	{ "ist", 330 }, { "npt", 345 }, { "ict", 420 }, { "wib", 420 }, { "hkt", 480 }, { "sgt", 480 },
	{ "myt", 480 }, { "pht", 480 }, { "awst", 480 }, { "jst", 540 }, { "kst", 540 }, { "acst", 570 },
	{ "aest", 600 }, { "acdt", 630 }, { "aedt", 660 }, { "nzst", 720 }, { "nzdt", 780 },
	{ "azost", 0 }, { "azot", -60 }, { "cvt", -60 }, { "fnt", -120 }, { "clst", -180 }, { "uyt", -180 },
	{ "gft", -180 }, { "pyt", -180 }, { "bot", -240 }, { "gyt", -240 }, { "vet", -240 },
	{ "cot", -300 }, { "ect", -300 }, { "pet", -300 }, { "galt", -360 }, { "hadt", -540 },
	{ "hast", -600 }, { "sst", -660 }, { "wat", 60 }, { "wast", 120 }, { "idt", 180 }, { "fet", 180 },
	{ "irst", 210 }, { "irdt", 270 }, { "samt", 240 }, { "azt", 240 }, { "get", 240 }, { "mut", 240 },
	{ "aft", 270 }, { "uzt", 300 }, { "yekt", 300 }, { "tmt", 300 }, { "tjt", 300 }, { "mvt", 300 },
	{ "slst", 330 }, { "almt", 300 }, { "bdt", 360 }, { "btt", 360 }, { "kgt", 360 }, { "omst", 360 },
	{ "mmt", 390 }, { "krat", 420 }, { "novt", 420 }, { "hovt", 420 }, { "bnt", 480 }, { "irkt", 480 },
	{ "ulat", 480 }, { "wita", 480 }, { "hkst", 540 }, { "wit", 540 }, { "tlt", 540 }, { "yakt", 540 },
	{ "chst", 600 }, { "pgt", 600 }, { "vlat", 600 }, { "magt", 660 }, { "nct", 660 }, { "sbt", 660 },
	{ "fjt", 720 }, { "pett", 720 }, { "tot", 780 },
};


/* Most names differ in their first letter already. */
static bool
may_be(const char *name, const char *p)
{
	return ((unsigned char)name[0] | 0x20) == ((unsigned char)p[0] | 0x20);
}

/* Names may be shortened to three letters; of other scripts the first letters
 * are what is listed. */
int
date_word_month(const char *p, size_t n)
{
	for (size_t i = 0; i < COUNT(months); i++) {
		if (!may_be(months[i].word, p))
			continue;
		size_t length = strlen(months[i].word);
		bool latin = (unsigned char)months[i].word[0] < 0x80;
		if (latin ? n >= 3 && n <= length && strncasecmp(p, months[i].word, n) == 0 :
		    n >= length && memcmp(p, months[i].word, length) == 0)
			return months[i].month;
	}
	return 0;
}

bool
date_word_is_weekday(const char *p, size_t n)
{
	static const char *const days[] = { "monday", "tuesday", "wednesday", "thursday", "friday",
		"saturday", "sunday", "tues", "thurs" };

	for (size_t i = 0; i < COUNT(days); i++)
		if (may_be(days[i], p) && n >= 3 && n <= strlen(days[i]) && strncasecmp(days[i], p, n) == 0)
			return true;
	return false;
}

/* The letters of the military count to either side of Z, without J; which side,
 * RFC 822 has the wrong way round, and so it is used. */
bool
date_word_zone(const char *p, size_t n, int *offset)
{
	for (size_t i = 0; i < COUNT(zones); i++)
		if (may_be(zones[i].name, p) && strlen(zones[i].name) == n &&
		    strncasecmp(zones[i].name, p, n) == 0) {
			*offset = zones[i].minutes * 60;
			return true;
		}
	if (n != 1 || !isalpha((unsigned char)*p))
		return false;
	int letter = tolower((unsigned char)*p) - 'a' + 1;
	if (letter == 10)
		return false;
	letter -= letter > 10;
	*offset = (letter <= 12 ? -letter : letter - 12) * 60 * 60;
	return true;
}
