BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE articles (
	id TEXT NOT NULL, 
	canonical_url TEXT NOT NULL, 
	publisher TEXT, 
	current_version_id TEXT, 
	CONSTRAINT pk_articles PRIMARY KEY (id)
);
INSERT INTO "articles" VALUES('b46fc99540b3bbb564d73a1596938ceb','https://bali.tribunnews.com/2026/11/18/subak-telaga-sari-hidupkan-lagi-lomba-lelakut-juaranya-bawa-pulang-sapi','tribun_regional','40c979105ffa7562361294c52dfb5a37');
INSERT INTO "articles" VALUES('2afccd716707bf045336f68a5f484c6a','https://papua.tribunnews.com/kota-jayapura/112684/mama-mama-pasar-youkasa-belajar-jualan-daring-noken-terkirim-sampai-ambon','tribun_regional','102571cf65a36d30f945ecb43d09d751');
INSERT INTO "articles" VALUES('81d4e4df15ebd0a098cb2c03c91453d8','https://video.tribunnews.com/news/1012874/viral-anak-sekolah-seberangi-sungai-pakai-rakit-warga-desa-sindangrancak-kini-punya-jembatan-darurat','tribun_video','5230be5c3e4d334faec62ae4e7404dbb');
INSERT INTO "articles" VALUES('6e681ff05582d46646817de5541b9c4b','https://www.jpnn.com/news/ribuan-bebek-antar-petani-cibungur-membasmi-keong-hasilnya-mengejutkan','jpnn','0c8210241ce6328692b6ce09c8664278');
INSERT INTO "articles" VALUES('b4a263863a448d037250b83805acc7b0','https://kumparan.com/kumparannews/kereta-wisata-tirtasari-mogok-penumpang-malah-minta-tambah-jam-25KdPq8LmZa','kumparan','20433359701aaffbb7db0f9552077c27');
INSERT INTO "articles" VALUES('c3263719f041248a4d5919491f0c2980','https://tirto.id/benarkah-sumur-cibungur-bisa-mengobati-cegukan-gB3k','tirto','51aa6310077392e2f02a58553a03ba36');
INSERT INTO "articles" VALUES('045a110daed71377b70054a4557216ff','https://kabar.example/aneh?page=2',NULL,'37ba0c27d180384fc93a42aee7c7c165');
CREATE TABLE captures (
	id TEXT NOT NULL, 
	url TEXT NOT NULL, 
	fetched_at DATETIME, 
	status INTEGER, 
	digest TEXT, 
	source TEXT, 
	version_id TEXT, 
	run_id TEXT, 
	CONSTRAINT pk_captures PRIMARY KEY (id), 
	CONSTRAINT fk_captures_version_id FOREIGN KEY(version_id) REFERENCES versions (id) ON DELETE SET NULL, 
	CONSTRAINT fk_captures_run_id FOREIGN KEY(run_id) REFERENCES runs (id) ON DELETE SET NULL
);
INSERT INTO "captures" VALUES('8050cf28b907ecb002d1264a95909d4d','https://bali.tribunnews.com/.well-known/tdmrep.json','2026-11-28 12:31:29.000000',404,'sha1:UAD3IIGRTTXPVBAPANZ6AUHDWUNEVNEA','newscrawler-20261128T123129Z-1211fc5bdd884b51beffa2e41d05ad74-00000.warc.gz:1794',NULL,'1211fc5bdd884b51beffa2e41d05ad74');
INSERT INTO "captures" VALUES('3f74b0e0cad355556d96e1a50d419d27','https://bali.tribunnews.com/index-news?date=2026-10-20&page=1','2026-11-28 12:31:31.000000',404,'sha1:UAD3IIGRTTXPVBAPANZ6AUHDWUNEVNEA','newscrawler-20261128T123129Z-1211fc5bdd884b51beffa2e41d05ad74-00000.warc.gz:40190',NULL,'1211fc5bdd884b51beffa2e41d05ad74');
INSERT INTO "captures" VALUES('7bf9743ed1cf5cfa9454eee7bd020d64','https://bali.tribunnews.com/index-news?date=2026-10-19&page=1','2026-11-28 12:31:31.000000',404,'sha1:UAD3IIGRTTXPVBAPANZ6AUHDWUNEVNEA','newscrawler-20261128T123129Z-1211fc5bdd884b51beffa2e41d05ad74-00000.warc.gz:40592',NULL,'1211fc5bdd884b51beffa2e41d05ad74');
INSERT INTO "captures" VALUES('1c244363508a35ec7c71a084b3a12c1a','https://bali.tribunnews.com/index-news?date=2026-10-18&page=1','2026-11-28 12:31:31.000000',404,'sha1:UAD3IIGRTTXPVBAPANZ6AUHDWUNEVNEA','newscrawler-20261128T123129Z-1211fc5bdd884b51beffa2e41d05ad74-00000.warc.gz:42208',NULL,'1211fc5bdd884b51beffa2e41d05ad74');
INSERT INTO "captures" VALUES('e99889320c873a16e2bb02d836873c27','https://bali.tribunnews.com/index-news?date=2026-10-17&page=1','2026-11-28 12:31:31.000000',404,'sha1:UAD3IIGRTTXPVBAPANZ6AUHDWUNEVNEA','newscrawler-20261128T123129Z-1211fc5bdd884b51beffa2e41d05ad74-00000.warc.gz:43818',NULL,'1211fc5bdd884b51beffa2e41d05ad74');
INSERT INTO "captures" VALUES('b1f7990429781044c0dd0c641bd0d895','https://bali.tribunnews.com/index-news?date=2026-10-16&page=1','2026-11-28 12:31:31.000000',404,'sha1:UAD3IIGRTTXPVBAPANZ6AUHDWUNEVNEA','newscrawler-20261128T123129Z-1211fc5bdd884b51beffa2e41d05ad74-00000.warc.gz:44220',NULL,'1211fc5bdd884b51beffa2e41d05ad74');
INSERT INTO "captures" VALUES('042e39eb27edbd23d93faa96a47ef557','https://bali.tribunnews.com/index-news?date=2026-10-15&page=1','2026-11-28 12:31:31.000000',404,'sha1:UAD3IIGRTTXPVBAPANZ6AUHDWUNEVNEA','newscrawler-20261128T123129Z-1211fc5bdd884b51beffa2e41d05ad74-00000.warc.gz:45835',NULL,'1211fc5bdd884b51beffa2e41d05ad74');
INSERT INTO "captures" VALUES('8d8e1786b835de9e1a6c8edba2acb482','https://bali.tribunnews.com/index-news?date=2026-10-14&page=1','2026-11-28 12:31:31.000000',404,'sha1:UAD3IIGRTTXPVBAPANZ6AUHDWUNEVNEA','newscrawler-20261128T123129Z-1211fc5bdd884b51beffa2e41d05ad74-00000.warc.gz:47447',NULL,'1211fc5bdd884b51beffa2e41d05ad74');
INSERT INTO "captures" VALUES('a3268c10722f1934e2c978c71a64d670','https://bali.tribunnews.com/index-news?date=2026-10-13&page=1','2026-11-28 12:31:31.000000',404,'sha1:UAD3IIGRTTXPVBAPANZ6AUHDWUNEVNEA','newscrawler-20261128T123129Z-1211fc5bdd884b51beffa2e41d05ad74-00000.warc.gz:47849',NULL,'1211fc5bdd884b51beffa2e41d05ad74');
INSERT INTO "captures" VALUES('371dd15d5e8bf97877b4e053dcb36b28','https://bali.tribunnews.com/index-news?date=2026-10-12&page=1','2026-11-28 12:31:31.000000',404,'sha1:UAD3IIGRTTXPVBAPANZ6AUHDWUNEVNEA','newscrawler-20261128T123129Z-1211fc5bdd884b51beffa2e41d05ad74-00000.warc.gz:49464',NULL,'1211fc5bdd884b51beffa2e41d05ad74');
INSERT INTO "captures" VALUES('aee9e2a8041ca13e62f31561a8f25909','https://bali.tribunnews.com/bali/sitemap_news.xml','2026-11-28 12:31:31.000000',200,'sha1:MB4ZULKNINC77AXTNOSDYHCGGGZEEFDK','newscrawler-20261128T123129Z-1211fc5bdd884b51beffa2e41d05ad74-00000.warc.gz:51073',NULL,'1211fc5bdd884b51beffa2e41d05ad74');
INSERT INTO "captures" VALUES('da7b0f7184f306dcbe32ec53d4cc4846','https://bali.tribunnews.com/2026/11/18/subak-telaga-sari-hidupkan-lagi-lomba-lelakut-juaranya-bawa-pulang-sapi','2026-11-20 02:00:00.000000',200,'sha1:X7WFKS776JWLH7MM45YLQIIWIPZWQF6A','newscrawler-20261128T123129Z-1211fc5bdd884b51beffa2e41d05ad74-00000.warc.gz:52586','40c979105ffa7562361294c52dfb5a37','1211fc5bdd884b51beffa2e41d05ad74');
INSERT INTO "captures" VALUES('44be63ad79e35d27e2e0144574f1cdec','https://papua.tribunnews.com/kota-jayapura/112684/mama-mama-pasar-youkasa-belajar-jualan-daring-noken-terkirim-sampai-ambon','2026-11-20 02:00:00.000000',200,'sha1:JYCYP32EAPMCFAQ5S3BH6KBGYGQQIPKR','newscrawler-20261128T123129Z-1211fc5bdd884b51beffa2e41d05ad74-00000.warc.gz:68224','102571cf65a36d30f945ecb43d09d751','1211fc5bdd884b51beffa2e41d05ad74');
INSERT INTO "captures" VALUES('f975e76f1074654f04093de14885356a','https://video.tribunnews.com/news/1012874/viral-anak-sekolah-seberangi-sungai-pakai-rakit-warga-desa-sindangrancak-kini-punya-jembatan-darurat','2026-11-20 02:00:00.000000',200,'sha1:G6JIBTWHPNXPT64UNEX57CYEZKXF2JHP','newscrawler-20261128T123129Z-ff9df5a8fdae48b28de60f868bbc6017-00000.warc.gz:19266','5230be5c3e4d334faec62ae4e7404dbb','ff9df5a8fdae48b28de60f868bbc6017');
INSERT INTO "captures" VALUES('ba8529262018fed8e9f2b43a09e62b33','https://www.jpnn.com/news/ribuan-bebek-antar-petani-cibungur-membasmi-keong-hasilnya-mengejutkan','2026-04-25 00:15:00.000000',NULL,NULL,'fixtures/jpnn/new-layout.html','b9e7ca6e2cdadaf0d302a30298218f8f','1d1f41f0508a4ade89267dda11fda480');
INSERT INTO "captures" VALUES('23a57afe9fa49dcb7cfbd6f24c40b09d','https://tirto.id/benarkah-sumur-cibungur-bisa-mengobati-cegukan-gB3k','2025-09-20 02:00:00.000000',NULL,NULL,'fixtures/tirto/fact-check.html','51aa6310077392e2f02a58553a03ba36','1d1f41f0508a4ade89267dda11fda480');
INSERT INTO "captures" VALUES('2af36ddfa3af796a1b0a57fcbe560e33','https://kumparan.com/kumparannews/kereta-wisata-tirtasari-mogok-penumpang-malah-minta-tambah-jam-25KdPq8LmZa','2026-05-04 02:00:00.000000',NULL,NULL,'fixtures/kumparan/desk-story.html','20433359701aaffbb7db0f9552077c27','1d1f41f0508a4ade89267dda11fda480');
INSERT INTO "captures" VALUES('270d4ffe12a50632a81e7d660ad41d72','https://www.jpnn.com/news/ribuan-bebek-antar-petani-cibungur-membasmi-keong-hasilnya-mengejutkan','2026-11-24 01:00:00.000000',200,'sha256:AB','newscrawler-1.warc.gz:7','0c8210241ce6328692b6ce09c8664278','00000000000000000000000000000002');
INSERT INTO "captures" VALUES('57843642a3072c3999574c67ec83967e','https://www.jpnn.com/news/ribuan-bebek-antar-petani-cibungur-membasmi-keong-hasilnya-mengejutkan','2026-11-25 01:00:00.000000',200,'sha256:AC','newscrawler-1.warc.gz:99',NULL,'00000000000000000000000000000002');
INSERT INTO "captures" VALUES('40a8462874012ef3ce403115c8fa075b','https://kabar.example/aneh?page=2',NULL,NULL,NULL,'simpan/aneh.html','37ba0c27d180384fc93a42aee7c7c165',NULL);
CREATE TABLE citations (
	version_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	start_offset INTEGER NOT NULL, 
	end_offset INTEGER NOT NULL, 
	cue TEXT NOT NULL, 
	source TEXT NOT NULL, 
	source_norm TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	url TEXT, 
	rule TEXT NOT NULL, 
	CONSTRAINT pk_citations PRIMARY KEY (version_id, position), 
	CONSTRAINT fk_citations_version_id FOREIGN KEY(version_id) REFERENCES versions (id) ON DELETE CASCADE
);
INSERT INTO "citations" VALUES('40c979105ffa7562361294c52dfb5a37',0,'Dilansir dari Bali Post',1092,1115,'Dilansir dari','Bali Post','Bali Post','outlet',NULL,'borrowed');
INSERT INTO "citations" VALUES('102571cf65a36d30f945ecb43d09d751',0,'Dikutip dari Jubi.id',1130,1150,'Dikutip dari','Jubi.id','Jubi.id','outlet',NULL,'borrowed');
INSERT INTO "citations" VALUES('5230be5c3e4d334faec62ae4e7404dbb',0,'Dikutip dari TribunJabar.id',807,834,'Dikutip dari','TribunJabar.id','TribunJabar.id','outlet',NULL,'borrowed');
INSERT INTO "citations" VALUES('5230be5c3e4d334faec62ae4e7404dbb',1,'dalam keterangan tertulis',1449,1474,'dalam','keterangan tertulis','Herlan Wirasutisna','press_release',NULL,'press_release');
INSERT INTO "citations" VALUES('51aa6310077392e2f02a58553a03ba36',0,'Dilansir dari laman Kementerian Kesehatan',487,528,'Dilansir dari','laman Kementerian Kesehatan','Kementerian Kesehatan','website',NULL,'borrowed');
CREATE TABLE date_mentions (
	version_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	start_offset INTEGER NOT NULL, 
	end_offset INTEGER NOT NULL, 
	date_at DATETIME, 
	date_raw TEXT, 
	date_value TEXT, 
	date_until TEXT, 
	date_precision TEXT, 
	date_zone TEXT, 
	date_rule TEXT, 
	date_flags JSON, 
	CONSTRAINT pk_date_mentions PRIMARY KEY (version_id, position), 
	CONSTRAINT fk_date_mentions_version_id FOREIGN KEY(version_id) REFERENCES versions (id) ON DELETE CASCADE
);
INSERT INTO "date_mentions" VALUES('40c979105ffa7562361294c52dfb5a37',0,'Rabu (18/11/2026)',159,176,'2026-11-17 17:00:00.000000','Rabu (18/11/2026)','2026-11-18',NULL,'day',NULL,'date','[]');
INSERT INTO "date_mentions" VALUES('40c979105ffa7562361294c52dfb5a37',1,'September 2026',1176,1190,'2026-08-31 17:00:00.000000','September 2026','2026-09-01','2026-09-30','month',NULL,'month','[]');
INSERT INTO "date_mentions" VALUES('40c979105ffa7562361294c52dfb5a37',2,'Minggu (6/12/2026) mendatang',1233,1261,'2026-12-05 17:00:00.000000','Minggu (6/12/2026) mendatang','2026-12-06',NULL,'day',NULL,'date','[]');
INSERT INTO "date_mentions" VALUES('40c979105ffa7562361294c52dfb5a37',3,'tahun depan',1283,1294,'2026-12-31 17:00:00.000000','tahun depan','2027-01-01','2027-12-31','year',NULL,'calendar_unit','[]');
INSERT INTO "date_mentions" VALUES('102571cf65a36d30f945ecb43d09d751',0,'Rabu (18/11/2026)',148,165,'2026-11-17 17:00:00.000000','Rabu (18/11/2026)','2026-11-18',NULL,'day',NULL,'date','[]');
INSERT INTO "date_mentions" VALUES('102571cf65a36d30f945ecb43d09d751',1,'semalam',730,737,'2026-11-17 17:00:00.000000','semalam','2026-11-18',NULL,'day',NULL,'day_word','[]');
INSERT INTO "date_mentions" VALUES('102571cf65a36d30f945ecb43d09d751',2,'1 Desember 2026',1044,1059,'2026-11-30 17:00:00.000000','1 Desember 2026','2026-12-01',NULL,'day',NULL,'date','[]');
INSERT INTO "date_mentions" VALUES('102571cf65a36d30f945ecb43d09d751',3,'Sabtu (5/12/2026)',1296,1313,'2026-12-04 17:00:00.000000','Sabtu (5/12/2026)','2026-12-05',NULL,'day',NULL,'date','[]');
INSERT INTO "date_mentions" VALUES('5230be5c3e4d334faec62ae4e7404dbb',0,'Selasa (17/11/2026)',172,191,'2026-11-16 17:00:00.000000','Selasa (17/11/2026)','2026-11-17',NULL,'day',NULL,'date','[]');
INSERT INTO "date_mentions" VALUES('5230be5c3e4d334faec62ae4e7404dbb',1,'pekan lalu',327,337,'2026-11-08 17:00:00.000000','pekan lalu','2026-11-09','2026-11-15','week',NULL,'calendar_unit','[]');
INSERT INTO "date_mentions" VALUES('5230be5c3e4d334faec62ae4e7404dbb',2,'2 November 2026',451,466,'2026-11-01 17:00:00.000000','2 November 2026','2026-11-02',NULL,'day',NULL,'date','[]');
INSERT INTO "date_mentions" VALUES('5230be5c3e4d334faec62ae4e7404dbb',3,'Selasa (17/11)',594,608,'2026-11-16 17:00:00.000000','Selasa (17/11)','2026-11-17',NULL,'day',NULL,'date','[]');
INSERT INTO "date_mentions" VALUES('5230be5c3e4d334faec62ae4e7404dbb',4,'Maret 2027',1354,1364,'2027-02-28 17:00:00.000000','Maret 2027','2027-03-01','2027-03-31','month',NULL,'month','[]');
INSERT INTO "date_mentions" VALUES('5230be5c3e4d334faec62ae4e7404dbb',5,'Rabu (18/11/2026)',1476,1493,'2026-11-17 17:00:00.000000','Rabu (18/11/2026)','2026-11-18',NULL,'day',NULL,'date','[]');
INSERT INTO "date_mentions" VALUES('b9e7ca6e2cdadaf0d302a30298218f8f',0,'Jumat (24/4)',295,307,'2026-04-23 17:00:00.000000','Jumat (24/4)','2026-04-24',NULL,'day',NULL,'date','[]');
INSERT INTO "date_mentions" VALUES('51aa6310077392e2f02a58553a03ba36',0,'28 Agustus 2025',139,154,'2025-08-27 17:00:00.000000','28 Agustus 2025','2025-08-28',NULL,'day',NULL,'date','[]');
INSERT INTO "date_mentions" VALUES('51aa6310077392e2f02a58553a03ba36',1,'Senin (1/9/2025)',373,389,'2025-08-31 17:00:00.000000','Senin (1/9/2025)','2025-09-01',NULL,'day',NULL,'date','[]');
INSERT INTO "date_mentions" VALUES('20433359701aaffbb7db0f9552077c27',0,'Minggu (3/5)',66,78,'2026-05-02 17:00:00.000000','Minggu (3/5)','2026-05-03',NULL,'day',NULL,'date','[]');
INSERT INTO "date_mentions" VALUES('0c8210241ce6328692b6ce09c8664278',0,'Jumat (24/4)',295,307,'2026-04-23 17:00:00.000000','Jumat (24/4)','2026-04-24',NULL,'day',NULL,'date','[]');
CREATE TABLE field_tallies (
	run_id TEXT NOT NULL, 
	publisher TEXT NOT NULL, 
	field TEXT NOT NULL, 
	selector TEXT NOT NULL, 
	pages INTEGER NOT NULL, 
	found INTEGER NOT NULL, 
	rules JSON NOT NULL, 
	examples JSON NOT NULL, 
	CONSTRAINT pk_field_tallies PRIMARY KEY (run_id, publisher, field, selector), 
	CONSTRAINT fk_field_tallies_run_id FOREIGN KEY(run_id) REFERENCES runs (id) ON DELETE CASCADE
);
INSERT INTO "field_tallies" VALUES('ff9df5a8fdae48b28de60f868bbc6017','tribun_video','article','',5,4,'{"news": 3, "video": 1, "gone": 1}','["https://video.tribunnews.com/news/1012801/warga-lereng-sumbing-panen-wortel-ungu-pertama"]');
INSERT INTO "field_tallies" VALUES('ff9df5a8fdae48b28de60f868bbc6017','tribun_video','tags','',4,3,'{"site": 3}','["https://video.tribunnews.com/news/1012655/nenek-penjual-serabi-di-purworejo-siap-naik-haji-setelah-menabung-27-tahun-sehari-lima-ribu-rupiah"]');
INSERT INTO "field_tallies" VALUES('ff9df5a8fdae48b28de60f868bbc6017','tribun_video','tags','h5.tagcloud3 a',4,3,'{}','["https://video.tribunnews.com/news/1012655/nenek-penjual-serabi-di-purworejo-siap-naik-haji-setelah-menabung-27-tahun-sehari-lima-ribu-rupiah"]');
INSERT INTO "field_tallies" VALUES('1211fc5bdd884b51beffa2e41d05ad74','tribun_regional','article','',8,3,'{"news": 3, "gone": 5}','["https://jabar.tribunnews.com/bandung/1187301/taman-lalu-lintas-buka-malam-hari-mulai-pekan-ini", "https://jabar.tribunnews.com/garut/1187288/domba-garut-juara-tiga-kali-pensiun-dini", "https://jabar.tribunnews.com/garut/1187801/jembatan-darurat-sindangrancak-dikunjungi-wisatawan-sepeda", "https://jabar.tribunnews.com/bandung/1187744/pasar-kaget-gasibu-pindah-jam-pedagang-bubur-mengeluh", "https://jabar.tribunnews.com/jawa-barat/1187602/curug-baru-ditemukan-pendaki-di-ciwidey-warga-minta-dijaga"]');
INSERT INTO "field_tallies" VALUES('1211fc5bdd884b51beffa2e41d05ad74','tribun_regional','tags','',3,3,'{"site": 3}','[]');
INSERT INTO "field_tallies" VALUES('1211fc5bdd884b51beffa2e41d05ad74','tribun_regional','tags','h5.tagcloud3 a',3,3,'{}','[]');
INSERT INTO "field_tallies" VALUES('5e878efd983645b3b86b2e3d8d0df53f','tribunnews','article','',12,5,'{"news": 5, "gone": 7}','["https://www.tribunnews.com/nasional/7760890/museum-payung-kertas-dibuka-untuk-pelajar-tiap-rabu", "https://www.tribunnews.com/regional/7760777/pelari-asal-rote-tempuh-60-kilometer-demi-perpustakaan-desa", "https://www.tribunnews.com/regional/7761930/guru-honorer-di-ngada-buat-laboratorium-dari-kontainer-bekas", "https://www.tribunnews.com/sport/7761888/jadwal-siaran-voli-putri-antarklub-akhir-pekan-ini", "https://www.tribunnews.com/lifestyle/7761704/resep-pepes-tahu-kemangi-untuk-bekal-kantor"]');
INSERT INTO "field_tallies" VALUES('5e878efd983645b3b86b2e3d8d0df53f','tribunnews','tags','',5,4,'{"site": 4}','["https://www.tribunnews.com/metropolitan/7758801/pohon-trembesi-tumbang-di-jalan-kemuning-raya-depok-lalu-lintas-dialihkan-dua-jam"]');
INSERT INTO "field_tallies" VALUES('5e878efd983645b3b86b2e3d8d0df53f','tribunnews','tags','h5.tagcloud3 a',5,4,'{}','["https://www.tribunnews.com/metropolitan/7758801/pohon-trembesi-tumbang-di-jalan-kemuning-raya-depok-lalu-lintas-dialihkan-dua-jam"]');
INSERT INTO "field_tallies" VALUES('1d1f41f0508a4ade89267dda11fda480','jpnn','article','',1,1,'{"news": 1}','[]');
INSERT INTO "field_tallies" VALUES('1d1f41f0508a4ade89267dda11fda480','jpnn','tags','',1,1,'{"site": 1}','[]');
INSERT INTO "field_tallies" VALUES('1d1f41f0508a4ade89267dda11fda480','jpnn','tags','.tags a[rel=tag]:not(.text-tags)',1,1,'{}','[]');
INSERT INTO "field_tallies" VALUES('1d1f41f0508a4ade89267dda11fda480','tirto','article','',1,1,'{"news": 1}','[]');
INSERT INTO "field_tallies" VALUES('1d1f41f0508a4ade89267dda11fda480','tirto','tags','',1,1,'{"meta": 1}','[]');
INSERT INTO "field_tallies" VALUES('1d1f41f0508a4ade89267dda11fda480','kumparan','article','',1,1,'{"news": 1}','[]');
INSERT INTO "field_tallies" VALUES('1d1f41f0508a4ade89267dda11fda480','kumparan','tags','',1,1,'{"site": 1}','[]');
INSERT INTO "field_tallies" VALUES('1d1f41f0508a4ade89267dda11fda480','kumparan','tags','a[data-qa-id=tag-topic]',1,1,'{}','[]');
CREATE TABLE hosts (
	host TEXT NOT NULL, 
	lease_owner TEXT, 
	paused_until DATETIME, 
	reason TEXT, 
	CONSTRAINT pk_hosts PRIMARY KEY (host)
);
INSERT INTO "hosts" VALUES('www.tribunnews.com',NULL,NULL,NULL);
INSERT INTO "hosts" VALUES('video.tribunnews.com',NULL,'2026-11-24 02:00:00.000000','http 429');
INSERT INTO "hosts" VALUES('bali.tribunnews.com',NULL,NULL,NULL);
INSERT INTO "hosts" VALUES('jabar.tribunnews.com',NULL,NULL,NULL);
INSERT INTO "hosts" VALUES('papua.tribunnews.com',NULL,NULL,NULL);
CREATE TABLE listing_tallies (
	run_id TEXT NOT NULL, 
	publisher TEXT NOT NULL, 
	listing TEXT NOT NULL, 
	asked INTEGER NOT NULL, 
	named INTEGER NOT NULL, 
	examples JSON NOT NULL, 
	CONSTRAINT pk_listing_tallies PRIMARY KEY (run_id, publisher, listing), 
	CONSTRAINT fk_listing_tallies_run_id FOREIGN KEY(run_id) REFERENCES runs (id) ON DELETE CASCADE
);
INSERT INTO "listing_tallies" VALUES('ff9df5a8fdae48b28de60f868bbc6017','tribun_video','https://video.tribunnews.com/sitemap.xml',1,1,'[]');
INSERT INTO "listing_tallies" VALUES('ff9df5a8fdae48b28de60f868bbc6017','tribun_video','https://video.tribunnews.com/index-news?date=*-*-*&page=*',40,0,'["https://video.tribunnews.com/index-news?date=2026-11-20&page=1", "https://video.tribunnews.com/index-news?date=2026-11-19&page=1", "https://video.tribunnews.com/index-news?date=2026-11-18&page=1", "https://video.tribunnews.com/index-news?date=2026-11-17&page=1", "https://video.tribunnews.com/index-news?date=2026-11-16&page=1"]');
INSERT INTO "listing_tallies" VALUES('ff9df5a8fdae48b28de60f868bbc6017','tribun_video','https://video.tribunnews.com/news/sitemap_news.xml',1,6,'[]');
INSERT INTO "listing_tallies" VALUES('1211fc5bdd884b51beffa2e41d05ad74','tribun_regional','https://bali.tribunnews.com/sitemap.xml',1,1,'[]');
INSERT INTO "listing_tallies" VALUES('1211fc5bdd884b51beffa2e41d05ad74','tribun_regional','https://bali.tribunnews.com/index-news?date=*-*-*&page=*',40,0,'["https://bali.tribunnews.com/index-news?date=2026-11-20&page=1", "https://bali.tribunnews.com/index-news?date=2026-11-19&page=1", "https://bali.tribunnews.com/index-news?date=2026-11-18&page=1", "https://bali.tribunnews.com/index-news?date=2026-11-17&page=1", "https://bali.tribunnews.com/index-news?date=2026-11-16&page=1"]');
INSERT INTO "listing_tallies" VALUES('1211fc5bdd884b51beffa2e41d05ad74','tribun_regional','https://papua.tribunnews.com/sitemap.xml',1,1,'[]');
INSERT INTO "listing_tallies" VALUES('1211fc5bdd884b51beffa2e41d05ad74','tribun_regional','https://jabar.tribunnews.com/sitemap.xml',1,1,'[]');
INSERT INTO "listing_tallies" VALUES('1211fc5bdd884b51beffa2e41d05ad74','tribun_regional','https://papua.tribunnews.com/index-news?date=*-*-*&page=*',40,0,'["https://papua.tribunnews.com/index-news?date=2026-11-20&page=1", "https://papua.tribunnews.com/index-news?date=2026-11-19&page=1", "https://papua.tribunnews.com/index-news?date=2026-11-18&page=1", "https://papua.tribunnews.com/index-news?date=2026-11-17&page=1", "https://papua.tribunnews.com/index-news?date=2026-11-16&page=1"]');
INSERT INTO "listing_tallies" VALUES('1211fc5bdd884b51beffa2e41d05ad74','tribun_regional','https://jabar.tribunnews.com/index-news?date=*-*-*&page=*',41,6,'["https://jabar.tribunnews.com/index-news?date=2026-11-20&page=1", "https://jabar.tribunnews.com/index-news?date=2026-11-19&page=1", "https://jabar.tribunnews.com/index-news?date=2026-11-17&page=1", "https://jabar.tribunnews.com/index-news?date=2026-11-16&page=1", "https://jabar.tribunnews.com/index-news?date=2026-11-15&page=1"]');
INSERT INTO "listing_tallies" VALUES('1211fc5bdd884b51beffa2e41d05ad74','tribun_regional','https://bali.tribunnews.com/bali/sitemap_news.xml',1,1,'[]');
INSERT INTO "listing_tallies" VALUES('1211fc5bdd884b51beffa2e41d05ad74','tribun_regional','https://jabar.tribunnews.com/bandung/sitemap_news.xml',1,3,'[]');
INSERT INTO "listing_tallies" VALUES('1211fc5bdd884b51beffa2e41d05ad74','tribun_regional','https://papua.tribunnews.com/kota-jayapura/sitemap_news.xml',1,1,'[]');
INSERT INTO "listing_tallies" VALUES('5e878efd983645b3b86b2e3d8d0df53f','tribunnews','https://www.tribunnews.com/sitemap.xml',1,1,'[]');
INSERT INTO "listing_tallies" VALUES('5e878efd983645b3b86b2e3d8d0df53f','tribunnews','https://www.tribunnews.com/index-news?date=*-*-*&page=*',41,10,'["https://www.tribunnews.com/index-news?date=2026-11-20&page=1", "https://www.tribunnews.com/index-news?date=2026-11-19&page=1", "https://www.tribunnews.com/index-news?date=2026-11-17&page=1", "https://www.tribunnews.com/index-news?date=2026-11-16&page=1", "https://www.tribunnews.com/index-news?date=2026-11-15&page=1"]');
INSERT INTO "listing_tallies" VALUES('5e878efd983645b3b86b2e3d8d0df53f','tribunnews','https://www.tribunnews.com/nasional/sitemap-news.xml',1,7,'[]');
CREATE TABLE quotes (
	version_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	text TEXT NOT NULL, 
	start_offset INTEGER NOT NULL, 
	end_offset INTEGER NOT NULL, 
	cue TEXT NOT NULL, 
	cue_start INTEGER, 
	cue_end INTEGER, 
	speaker TEXT NOT NULL, 
	speaker_start INTEGER, 
	speaker_end INTEGER, 
	speaker_full TEXT NOT NULL, 
	role TEXT NOT NULL, 
	cue_position TEXT NOT NULL, 
	segment_group INTEGER, 
	rule TEXT NOT NULL, 
	CONSTRAINT pk_quotes PRIMARY KEY (version_id, position), 
	CONSTRAINT fk_quotes_version_id FOREIGN KEY(version_id) REFERENCES versions (id) ON DELETE CASCADE
);
INSERT INTO "quotes" VALUES('40c979105ffa7562361294c52dfb5a37',0,'indirect','lomba itu digelar untuk mengajak anak muda kembali turun ke sawah',330,395,'mengatakan',319,329,'I Wayan Sudarpa Geriya',295,317,'I Wayan Sudarpa Geriya','','pre',NULL,'verb');
INSERT INTO "quotes" VALUES('40c979105ffa7562361294c52dfb5a37',1,'direct','Sekarang anak-anak lebih kenal robot daripada lelakut, padahal dua-duanya sama-sama menjaga',398,489,'kata',492,496,'Sudarpa',497,504,'I Wayan Sudarpa Geriya','','post',NULL,'cue_after');
INSERT INTO "quotes" VALUES('40c979105ffa7562361294c52dfb5a37',2,'direct','Sapinya betina dan sudah bunting dua bulan',591,633,'ungkap',636,642,'Sudarpa',643,650,'I Wayan Sudarpa Geriya','','mid',1,'cue_after');
INSERT INTO "quotes" VALUES('40c979105ffa7562361294c52dfb5a37',3,'direct','jadi hadiahnya sebenarnya dua ekor.',653,688,'ungkap',636,642,'Sudarpa',643,650,'I Wayan Sudarpa Geriya','','mid',1,'interrupted');
INSERT INTO "quotes" VALUES('40c979105ffa7562361294c52dfb5a37',4,'direct','Bunyinya berisik, jadi burungnya takut.',952,991,'berkata',942,949,'',NULL,NULL,'I Wayan Sudarpa Geriya','','pre',NULL,'cue_before');
INSERT INTO "quotes" VALUES('40c979105ffa7562361294c52dfb5a37',5,'scare','raja pematang',1076,1089,'',NULL,NULL,'',NULL,NULL,'','','none',NULL,'called');
INSERT INTO "quotes" VALUES('40c979105ffa7562361294c52dfb5a37',6,'direct','Kalau panen bagus, tahun depan hadiahnya dua sapi',1264,1313,'pungkas',1316,1323,'Sudarpa',1324,1331,'I Wayan Sudarpa Geriya','','post',NULL,'cue_after');
INSERT INTO "quotes" VALUES('102571cf65a36d30f945ecb43d09d751',0,'indirect','peserta belajar memotret barang, menulis deskripsi, dan membungkus kiriman',310,384,'menjelaskan',298,309,'Ester Wambrauw Kasiwai',274,296,'Ester Wambrauw Kasiwai','Koordinator pelatihan','pre',NULL,'verb');
INSERT INTO "quotes" VALUES('102571cf65a36d30f945ecb43d09d751',1,'direct','Hari pertama banyak yang takut pegang telepon pintar, hari ketiga sudah bisa siaran langsung.',405,498,'menuturkan',392,402,'Ester',386,391,'Ester Wambrauw Kasiwai','Koordinator pelatihan','pre',NULL,'cue_before');
INSERT INTO "quotes" VALUES('102571cf65a36d30f945ecb43d09d751',2,'direct','Sa pikir orang hanya lihat-lihat, ternyata dong langsung bayar',594,656,'kata',659,663,'Yosina',664,670,'Yosina Kirewai','','post',NULL,'cue_after');
INSERT INTO "quotes" VALUES('102571cf65a36d30f945ecb43d09d751',3,'indirect','mendapat Rp 1,8 juta dalam semalam, sebuah ''rekor'' bagi lapaknya',703,767,'mengaku',695,702,'Perempuan 52 tahun itu',672,694,'Yosina Kirewai','','pre',NULL,'verb');
INSERT INTO "quotes" VALUES('102571cf65a36d30f945ecb43d09d751',4,'partial','rekor',747,752,'mengaku',695,702,'Perempuan 52 tahun itu',672,694,'Yosina Kirewai','','pre',NULL,'fragment');
INSERT INTO "quotes" VALUES('102571cf65a36d30f945ecb43d09d751',5,'direct','Ongkosnya kadang lebih mahal dari nokennya sendiri',851,901,'ujar',904,908,'Ester',909,914,'Ester Wambrauw Kasiwai','Koordinator pelatihan','mid',1,'cue_after');
INSERT INTO "quotes" VALUES('102571cf65a36d30f945ecb43d09d751',6,'direct','makanya kami kirim gabungan seminggu sekali.',917,961,'ujar',904,908,'Ester',909,914,'Ester Wambrauw Kasiwai','Koordinator pelatihan','mid',1,'interrupted');
INSERT INTO "quotes" VALUES('102571cf65a36d30f945ecb43d09d751',7,'indirect','membuka loket pengiriman bersama mulai 1 Desember 2026',1005,1059,'berjanji',996,1004,'Frans Imbiriwai',979,994,'Frans Imbiriwai','Lurah setempat','pre',NULL,'verb');
INSERT INTO "quotes" VALUES('102571cf65a36d30f945ecb43d09d751',8,'direct','Mama-mama tinggal titip barang, sisanya kami yang urus',1062,1116,'tambahnya',1119,1128,'-nya',1125,1128,'Frans Imbiriwai','Lurah setempat','post',NULL,'cue_after');
INSERT INTO "quotes" VALUES('5230be5c3e4d334faec62ae4e7404dbb',0,'indirect','jembatan lama hanyut diterjang banjir bandang pada 2 November 2026',400,466,'mengatakan',389,399,'Ujang Sasmita Koswara',366,387,'Ujang Sasmita Koswara','Kepala Desa Sindangrancak','pre',NULL,'verb');
INSERT INTO "quotes" VALUES('5230be5c3e4d334faec62ae4e7404dbb',1,'direct','Sejak itu anak-anak kami berangkat subuh karena rakitnya cuma satu dan harus bergantian',469,556,'kata',559,563,'Ujang',564,569,'Ujang Sasmita Koswara','Kepala Desa Sindangrancak','post',NULL,'cue_after');
INSERT INTO "quotes" VALUES('5230be5c3e4d334faec62ae4e7404dbb',2,'indirect','sempat melarang warga memakai rakit ketika debit air naik',621,678,'mengaku',613,620,'Ia',610,612,'Ujang Sasmita Koswara','Kepala Desa Sindangrancak','pre',NULL,'verb');
INSERT INTO "quotes" VALUES('5230be5c3e4d334faec62ae4e7404dbb',3,'direct','Saya lebih baik dimarahi orang tua murid daripada ada yang hanyut',681,746,'ujarnya',749,756,'-nya',753,756,'Ujang Sasmita Koswara','Kepala Desa Sindangrancak','mid',1,'cue_after');
INSERT INTO "quotes" VALUES('5230be5c3e4d334faec62ae4e7404dbb',4,'direct','tetapi mereka tetap nekat karena sedang ujian.',759,805,'ujarnya',749,756,'-nya',753,756,'Ujang Sasmita Koswara','Kepala Desa Sindangrancak','mid',1,'interrupted');
INSERT INTO "quotes" VALUES('5230be5c3e4d334faec62ae4e7404dbb',5,'indirect','dirinya kini hanya perlu berjalan sepuluh menit ke sekolah',1015,1073,'menuturkan',1004,1014,'Rifa Nuraulia',989,1002,'Rifa Nuraulia','siswa','pre',NULL,'verb');
INSERT INTO "quotes" VALUES('5230be5c3e4d334faec62ae4e7404dbb',6,'direct','Dulu baju ganti selalu dibawa di kantong plastik, sekarang sudah tidak perlu lagi.',1092,1174,'bercerita',1080,1089,'Rifa',1075,1079,'Rifa Nuraulia','siswa','pre',NULL,'cue_before');
INSERT INTO "quotes" VALUES('5230be5c3e4d334faec62ae4e7404dbb',7,'scare','Jembatan Rakit',1206,1220,'',NULL,NULL,'',NULL,NULL,'','','none',NULL,'no_cue');
INSERT INTO "quotes" VALUES('5230be5c3e4d334faec62ae4e7404dbb',8,'indirect','jembatan permanen baru akan dibangun pada Maret 2027',1312,1364,'menyebut',1303,1311,'Herlan Wirasutisna',1283,1301,'Herlan Wirasutisna','Camat Cikalongan Hilir','pre',NULL,'verb');
INSERT INTO "quotes" VALUES('5230be5c3e4d334faec62ae4e7404dbb',9,'direct','Anggarannya sudah masuk usulan, jadi kami minta warga bersabar dulu',1367,1434,'kata',1437,1441,'Herlan',1442,1448,'Herlan Wirasutisna','Camat Cikalongan Hilir','post',NULL,'cue_after');
INSERT INTO "quotes" VALUES('5230be5c3e4d334faec62ae4e7404dbb',10,'direct','Yang penting sekarang anak-anak aman',1496,1532,'tambahnya',1535,1544,'-nya',1541,1544,'Herlan Wirasutisna','Camat Cikalongan Hilir','post',NULL,'cue_after');
INSERT INTO "quotes" VALUES('b9e7ca6e2cdadaf0d302a30298218f8f',0,'direct','Bebek tidak minta lembur dan tidak minta pulsa',198,244,'kata',247,251,'Jamaluddin Harun',277,293,'Jamaluddin Harun','Ketua Gapoktan Cibungur','post',NULL,'cue_after');
INSERT INTO "quotes" VALUES('b9e7ca6e2cdadaf0d302a30298218f8f',1,'indirect','dalam tiga hari keong di lahan 18 hektare habis tanpa racun',329,388,'Menurut',309,316,'Jamaluddin',317,327,'Jamaluddin Harun','Ketua Gapoktan Cibungur','pre',NULL,'according_to');
INSERT INTO "quotes" VALUES('b9e7ca6e2cdadaf0d302a30298218f8f',2,'indirect','bebek ditarik sebelum padi berbunga',443,478,'menyarankan',431,442,'Rosalina Tampubolon',410,429,'Rosalina Tampubolon','','pre',NULL,'verb');
INSERT INTO "quotes" VALUES('b9e7ca6e2cdadaf0d302a30298218f8f',3,'direct','Kalau terlambat, padinya ikut sarapan bebek',481,524,'ujar',527,531,'Rosalina',532,540,'Rosalina Tampubolon','','post',NULL,'cue_after');
INSERT INTO "quotes" VALUES('51aa6310077392e2f02a58553a03ba36',0,'direct','Siapa pun yang minum air dingin pelan-pelan juga akan berhenti cegukan',291,361,'ujarnya',364,371,'-nya',368,371,'Karto Sudiro','juru kunci sumur','post',NULL,'cue_after');
INSERT INTO "quotes" VALUES('51aa6310077392e2f02a58553a03ba36',1,'indirect','cegukan biasanya berhenti sendiri',452,485,'menjelaskan',440,451,'Retno Widuri',426,438,'Retno Widuri','Dokter umum di puskesmas setempat','pre',NULL,'verb');
INSERT INTO "quotes" VALUES('20433359701aaffbb7db0f9552077c27',0,'indirect','gangguan terjadi karena seekor kambing mengunyah kabel rem',202,260,'mengatakan',191,201,'Endro Wibowo',177,189,'Endro Wibowo','','pre',NULL,'verb');
INSERT INTO "quotes" VALUES('20433359701aaffbb7db0f9552077c27',1,'direct','Kambingnya sudah minta maaf lewat pemiliknya',263,307,'kata',310,314,'Endro',315,320,'Endro Wibowo','','post',NULL,'cue_after');
INSERT INTO "quotes" VALUES('20433359701aaffbb7db0f9552077c27',2,'indirect','ada 86 penumpang dalam empat gerbong yang kebanyakan rombongan arisan',377,446,'Menurut',362,369,'Endro',370,375,'Endro Wibowo','','pre',NULL,'according_to');
INSERT INTO "quotes" VALUES('20433359701aaffbb7db0f9552077c27',3,'direct','Seumur-umur baru kali ini macet ada pemandangannya',535,585,'ujar',588,592,'Tetty',593,598,'Tetty Siahaan','penumpang','post',NULL,'cue_after');
INSERT INTO "quotes" VALUES('20433359701aaffbb7db0f9552077c27',4,'indirect','tiket pulang tidak dikenai biaya tambahan',637,678,'memastikan',626,636,'Pengelola',616,625,'Pengelola','','pre',NULL,'verb');
INSERT INTO "quotes" VALUES('0c8210241ce6328692b6ce09c8664278',0,'direct','Bebek tidak minta lembur dan tidak minta pulsa',198,244,'kata',247,251,'Jamaluddin Harun',277,293,'Jamaluddin Harun','Ketua Gapoktan Cibungur','post',NULL,'cue_after');
INSERT INTO "quotes" VALUES('0c8210241ce6328692b6ce09c8664278',1,'indirect','dalam tiga hari keong di lahan 18 hektare habis tanpa racun',329,388,'Menurut',309,316,'Jamaluddin',317,327,'Jamaluddin Harun','Ketua Gapoktan Cibungur','pre',NULL,'according_to');
INSERT INTO "quotes" VALUES('0c8210241ce6328692b6ce09c8664278',2,'indirect','bebek ditarik sebelum padi berbunga',443,478,'menyarankan',431,442,'Rosalina Tampubolon',410,429,'Rosalina Tampubolon','','pre',NULL,'verb');
INSERT INTO "quotes" VALUES('0c8210241ce6328692b6ce09c8664278',3,'direct','Kalau terlambat, padinya ikut sarapan bebek',481,524,'ujar',527,531,'Rosalina',532,540,'Rosalina Tampubolon','','post',NULL,'cue_after');
INSERT INTO "quotes" VALUES('37ba0c27d180384fc93a42aee7c7c165',0,'indirect','Satu.',0,5,'',NULL,NULL,'',NULL,NULL,'','','mid',3,'');
CREATE TABLE related_links (
	version_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	placement TEXT NOT NULL, 
	block INTEGER, 
	label TEXT, 
	title TEXT NOT NULL, 
	url TEXT, 
	section TEXT, 
	date_at DATETIME, 
	date_raw TEXT, 
	date_value TEXT, 
	date_until TEXT, 
	date_precision TEXT, 
	date_zone TEXT, 
	date_rule TEXT, 
	date_flags JSON, 
	CONSTRAINT pk_related_links PRIMARY KEY (version_id, position), 
	CONSTRAINT fk_related_links_version_id FOREIGN KEY(version_id) REFERENCES versions (id) ON DELETE CASCADE
);
INSERT INTO "related_links" VALUES('40c979105ffa7562361294c52dfb5a37',0,'block',0,'Baca Juga','Cara Merawat Bibit Padi Lokal ala Krama Subak Telaga Sari','https://bali.tribunnews.com/2026/11/19/cara-merawat-bibit-padi-lokal-ala-krama-subak-telaga-sari','Gianyar','2026-11-20 00:21:14.000000','2026-11-20 08:21:14','2026-11-20T08:21:14+08:00',NULL,'second','WITA','date','[]');
INSERT INTO "related_links" VALUES('40c979105ffa7562361294c52dfb5a37',1,'block',0,'Baca Juga','Seniman Denpasar Pamerkan Lelakut Berkain Poleng di Tepi Sungai','https://bali.tribunnews.com/2026/11/19/seniman-denpasar-pamerkan-lelakut-berkain-poleng-di-tepi-sungai','Denpasar','2026-11-19 14:40:00.000000','2026-11-19 22:40:00','2026-11-19T22:40:00+08:00',NULL,'second','WITA','date','[]');
INSERT INTO "related_links" VALUES('40c979105ffa7562361294c52dfb5a37',2,'block',0,'Baca Juga','Petani Tabanan Panen Padi Merah Lebih Awal','https://bali.tribunnews.com/2026/11/18/petani-tabanan-panen-padi-merah-lebih-awal','Tabanan','2026-11-18 09:15:27.000000','2026-11-18 17:15:27','2026-11-18T17:15:27+08:00',NULL,'second','WITA','date','[]');
INSERT INTO "related_links" VALUES('40c979105ffa7562361294c52dfb5a37',3,'inline',NULL,NULL,'Pipit Serbu Sawah, Petani Gianyar Pasang Kaset Bekas di Pematang','https://bali.tribunnews.com/2026/11/15/pipit-serbu-sawah-petani-gianyar-pasang-kaset-bekas-di-pematang',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "related_links" VALUES('102571cf65a36d30f945ecb43d09d751',0,'block',0,'Berita Terkait','Perajin Sentani Pakai Serat Kulit Kayu Genemo untuk Noken Baru','https://papua.tribunnews.com/sentani/112731/perajin-sentani-pakai-serat-kulit-kayu-genemo-untuk-noken-baru','Sentani','2026-11-19 22:20:00.000000','2026-11-20 07:20:00','2026-11-20T07:20:00+09:00',NULL,'second','WIT','date','[]');
INSERT INTO "related_links" VALUES('102571cf65a36d30f945ecb43d09d751',1,'block',0,'Berita Terkait','Kapal Perintis Tambah Jadwal, Kiriman Noken Lebih Cepat','https://papua.tribunnews.com/kota-jayapura/112702/kapal-perintis-tambah-jadwal-kiriman-noken-lebih-cepat','Kota Jayapura','2026-11-19 06:02:11.000000','2026-11-19 15:02:11','2026-11-19T15:02:11+09:00',NULL,'second','WIT','date','[]');
INSERT INTO "related_links" VALUES('102571cf65a36d30f945ecb43d09d751',2,'block',0,'Berita Terkait','Festival Ikan Asar Biak Diundur ke Januari','https://papua.tribunnews.com/biak/112655/festival-ikan-asar-biak-diundur-ke-januari','Biak','2026-11-18 00:00:00.000000','2026-11-18 09:00:00','2026-11-18T09:00:00+09:00',NULL,'second','WIT','date','[]');
INSERT INTO "related_links" VALUES('102571cf65a36d30f945ecb43d09d751',3,'inline',NULL,NULL,'Noken Rajutan Pelajar Sentani Dipakai Peserta Lomba Dayung','https://papua.tribunnews.com/sentani/112590/noken-rajutan-pelajar-sentani-dipakai-peserta-lomba-dayung',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "related_links" VALUES('5230be5c3e4d334faec62ae4e7404dbb',0,'block',0,'VIDEO TERKAIT','Banjir Bandang Cikalongan Surut, Warga Mulai Bersihkan Rumah dari Lumpur','https://video.tribunnews.com/news/1013102/banjir-bandang-cikalongan-surut-warga-mulai-bersihkan-rumah-dari-lumpur','Tribunnews Update','2026-11-19 22:48:31.000000','2026-11-20 05:48:31','2026-11-20T05:48:31+07:00',NULL,'second','WIB','date','[]');
INSERT INTO "related_links" VALUES('5230be5c3e4d334faec62ae4e7404dbb',1,'block',0,'VIDEO TERKAIT','Sapi Milik Warga Garut Terseret 3 Kilometer, Ditemukan Selamat di Atas Rakit','https://video.tribunnews.com/news/1013044/sapi-milik-warga-garut-terseret-3-kilometer-ditemukan-selamat-di-atas-rakit','Tribun Video Update','2026-11-19 05:40:07.000000','2026-11-19 12:40:07','2026-11-19T12:40:07+07:00',NULL,'second','WIB','date','[]');
INSERT INTO "related_links" VALUES('5230be5c3e4d334faec62ae4e7404dbb',2,'block',0,'VIDEO TERKAIT','Relawan Jembatan Sindangrancak Pulang, Dilepas Warga dengan Tangis dan Rebana','https://video.tribunnews.com/news/1012958/relawan-jembatan-sindangrancak-pulang-dilepas-warga-dengan-tangis-dan-rebana','Tribunnews Update','2026-11-19 00:15:52.000000','2026-11-19 07:15:52','2026-11-19T07:15:52+07:00',NULL,'second','WIB','date','[]');
INSERT INTO "related_links" VALUES('5230be5c3e4d334faec62ae4e7404dbb',3,'block',0,'VIDEO TERKAIT','Begini Cara Warga Merakit Jembatan dari Kabel Baja Bekas Pabrik Teh','https://video.tribunnews.com/news/1012790/begini-cara-warga-merakit-jembatan-dari-kabel-baja-bekas-pabrik-teh','Kacamata Warga','2026-11-17 12:02:44.000000','2026-11-17 19:02:44','2026-11-17T19:02:44+07:00',NULL,'second','WIB','date','[]');
INSERT INTO "related_links" VALUES('5230be5c3e4d334faec62ae4e7404dbb',4,'inline',NULL,NULL,'Cerita Guru Sindangrancak Mengajar di Saung Selama Akses Desa Terputus','https://video.tribunnews.com/news/1012611/cerita-guru-sindangrancak-mengajar-di-saung-selama-akses-desa-terputus',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "related_links" VALUES('b9e7ca6e2cdadaf0d302a30298218f8f',0,'block',0,'BERITA TERKAIT','Sawah Cibungur Dipasangi Pengusir Burung Bertenaga Angin','https://www.jpnn.com/news/sawah-cibungur-dipasangi-pengusir-burung-bertenaga-angin',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "related_links" VALUES('b9e7ca6e2cdadaf0d302a30298218f8f',1,'block',0,'BERITA TERKAIT','Telur Asin Wanareja Kini Bisa Dipesan lewat Radio','https://www.jpnn.com/news/telur-asin-wanareja-kini-bisa-dipesan-lewat-radio',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "related_links" VALUES('b9e7ca6e2cdadaf0d302a30298218f8f',2,'inline',NULL,NULL,'Keong Mas Menyerang Wanareja, Petani Ronda Malam di Sawah','https://www.jpnn.com/news/keong-mas-menyerang-wanareja-petani-ronda-malam-di-sawah',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "related_links" VALUES('b9e7ca6e2cdadaf0d302a30298218f8f',3,'inline',NULL,NULL,'Peternak Tirtasari Ekspor Bulu Bebek ke Tiga Negara','https://www.jpnn.com/news/peternak-tirtasari-ekspor-bulu-bebek-ke-tiga-negara',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "related_links" VALUES('b9e7ca6e2cdadaf0d302a30298218f8f',4,'inline',NULL,NULL,'Lomba Bebek Cepat Karangjati, Hadiahnya Sekarung Dedak','https://www.jpnn.com/news/lomba-bebek-cepat-karangjati-hadiahnya-sekarung-dedak',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "related_links" VALUES('51aa6310077392e2f02a58553a03ba36',0,'block',0,'Artikel Terkait','Mengapa Kampung Cibungur Menamai Anginnya','https://tirto.id/mengapa-kampung-cibungur-menamai-anginnya-hAa1','News Plus','2025-09-17 17:00:00.000000','2 hari lalu','2025-09-18',NULL,'day',NULL,'ago','[]');
INSERT INTO "related_links" VALUES('51aa6310077392e2f02a58553a03ba36',1,'block',0,'Artikel Terkait','Utang Warung yang Dibayar dengan Telur Bebek','https://tirto.id/utang-warung-yang-dibayar-dengan-telur-bebek-hAb7','Ekonomi','2025-09-14 17:00:00.000000','5 hari lalu','2025-09-15',NULL,'day',NULL,'ago','[]');
INSERT INTO "related_links" VALUES('51aa6310077392e2f02a58553a03ba36',2,'inline',NULL,NULL,'Keliru, Kabar Hujan Garam di Wanareja','https://tirto.id/keliru-kabar-hujan-garam-di-wanareja-gA9z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "related_links" VALUES('0c8210241ce6328692b6ce09c8664278',0,'block',0,'BERITA TERKAIT','Sawah Cibungur Dipasangi Pengusir Burung Bertenaga Angin','https://www.jpnn.com/news/sawah-cibungur-dipasangi-pengusir-burung-bertenaga-angin',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "related_links" VALUES('0c8210241ce6328692b6ce09c8664278',1,'block',0,'BERITA TERKAIT','Telur Asin Wanareja Kini Bisa Dipesan lewat Radio','https://www.jpnn.com/news/telur-asin-wanareja-kini-bisa-dipesan-lewat-radio',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "related_links" VALUES('0c8210241ce6328692b6ce09c8664278',2,'inline',NULL,NULL,'Keong Mas Menyerang Wanareja, Petani Ronda Malam di Sawah','https://www.jpnn.com/news/keong-mas-menyerang-wanareja-petani-ronda-malam-di-sawah',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "related_links" VALUES('0c8210241ce6328692b6ce09c8664278',3,'inline',NULL,NULL,'Peternak Tirtasari Ekspor Bulu Bebek ke Tiga Negara','https://www.jpnn.com/news/peternak-tirtasari-ekspor-bulu-bebek-ke-tiga-negara',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "related_links" VALUES('0c8210241ce6328692b6ce09c8664278',4,'inline',NULL,NULL,'Lomba Bebek Cepat Karangjati, Hadiahnya Sekarung Dedak','https://www.jpnn.com/news/lomba-bebek-cepat-karangjati-hadiahnya-sekarung-dedak',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "related_links" VALUES('37ba0c27d180384fc93a42aee7c7c165',0,'block',1,'Baca juga','Lain',NULL,'NEWS','2026-11-18 17:00:00.000000','kemarin','2026-11-19',NULL,'day',NULL,NULL,'[]');
INSERT INTO "related_links" VALUES('37ba0c27d180384fc93a42aee7c7c165',1,'inline',NULL,NULL,'Baca','https://kabar.example/9',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE runs (
	id TEXT NOT NULL, 
	spider TEXT NOT NULL, 
	extractor_version TEXT NOT NULL, 
	started_at DATETIME NOT NULL, 
	finished_at DATETIME, 
	finish_reason TEXT, 
	counts JSON, worker TEXT, lease_until DATETIME, pages_at DATETIME, 
	CONSTRAINT pk_runs PRIMARY KEY (id)
);
INSERT INTO "runs" VALUES('1211fc5bdd884b51beffa2e41d05ad74','tribun_regional','0.1.0','2026-11-28 12:31:29.145746','2026-11-28 12:31:33.268597','finished','{"store/stored": 12}','host 1 2',NULL,'2026-11-20 02:00:00.000000');
INSERT INTO "runs" VALUES('5e878efd983645b3b86b2e3d8d0df53f','tribunnews','0.1.0','2026-11-28 12:31:29.156634','2026-11-28 12:31:33.411451','finished','{"store/stored": 12}','host 1 2',NULL,'2026-11-20 02:00:00.000000');
INSERT INTO "runs" VALUES('ff9df5a8fdae48b28de60f868bbc6017','tribun_video','0.1.0','2026-11-28 12:31:29.145295','2026-11-28 12:31:33.053046','finished','{"store/stored": 12}','host 1 2',NULL,'2026-11-20 02:00:00.000000');
INSERT INTO "runs" VALUES('1d1f41f0508a4ade89267dda11fda480','saved','0.1.0','2026-11-28 12:31:36.884026','2026-11-28 12:31:37.142339','finished','{"memusage/startup": 124051456, "memusage/max": 124051456, "dates/published/minute": 3, "dates/text/day": 4, "completeness/articles": 3, "dates/modified/second": 2, "dates/related/day": 2, "pages/joined": 0, "store/stored": 3, "item_scraped_count": 3}',NULL,NULL,'2026-04-25 00:15:00.000000');
INSERT INTO "runs" VALUES('00000000000000000000000000000002','jpnn','0.1.0','2026-11-24 01:00:00.000000',NULL,NULL,NULL,'host 3 4','2054-04-14 12:32:21.554711',NULL);
CREATE TABLE tags (
	version_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	tag TEXT NOT NULL, 
	CONSTRAINT pk_tags PRIMARY KEY (version_id, position), 
	CONSTRAINT fk_tags_version_id FOREIGN KEY(version_id) REFERENCES versions (id) ON DELETE CASCADE
);
INSERT INTO "tags" VALUES('40c979105ffa7562361294c52dfb5a37',0,'tag','lelakut');
INSERT INTO "tags" VALUES('40c979105ffa7562361294c52dfb5a37',1,'tag','subak');
INSERT INTO "tags" VALUES('40c979105ffa7562361294c52dfb5a37',2,'tag','Gianyar');
INSERT INTO "tags" VALUES('102571cf65a36d30f945ecb43d09d751',0,'tag','noken');
INSERT INTO "tags" VALUES('102571cf65a36d30f945ecb43d09d751',1,'tag','mama Papua');
INSERT INTO "tags" VALUES('102571cf65a36d30f945ecb43d09d751',2,'tag','jualan daring');
INSERT INTO "tags" VALUES('102571cf65a36d30f945ecb43d09d751',3,'tag','Jayapura');
INSERT INTO "tags" VALUES('5230be5c3e4d334faec62ae4e7404dbb',0,'tag','Garut');
INSERT INTO "tags" VALUES('5230be5c3e4d334faec62ae4e7404dbb',1,'tag','jembatan darurat');
INSERT INTO "tags" VALUES('5230be5c3e4d334faec62ae4e7404dbb',2,'tag','rakit');
INSERT INTO "tags" VALUES('5230be5c3e4d334faec62ae4e7404dbb',3,'tag','Sindangrancak');
INSERT INTO "tags" VALUES('5230be5c3e4d334faec62ae4e7404dbb',4,'tag','Tribunnews Update');
INSERT INTO "tags" VALUES('5230be5c3e4d334faec62ae4e7404dbb',5,'hashtag','#garut');
INSERT INTO "tags" VALUES('5230be5c3e4d334faec62ae4e7404dbb',6,'hashtag','#jembatandarurat');
INSERT INTO "tags" VALUES('5230be5c3e4d334faec62ae4e7404dbb',7,'hashtag','#viral');
INSERT INTO "tags" VALUES('5230be5c3e4d334faec62ae4e7404dbb',8,'hashtag','#beritaterkini');
INSERT INTO "tags" VALUES('5230be5c3e4d334faec62ae4e7404dbb',9,'hashtag','#tribunvideo');
INSERT INTO "tags" VALUES('b9e7ca6e2cdadaf0d302a30298218f8f',0,'tag','bebek');
INSERT INTO "tags" VALUES('b9e7ca6e2cdadaf0d302a30298218f8f',1,'tag','keong mas');
INSERT INTO "tags" VALUES('b9e7ca6e2cdadaf0d302a30298218f8f',2,'tag','Cibungur');
INSERT INTO "tags" VALUES('51aa6310077392e2f02a58553a03ba36',0,'tag','sumur cibungur');
INSERT INTO "tags" VALUES('51aa6310077392e2f02a58553a03ba36',1,'tag','cegukan');
INSERT INTO "tags" VALUES('51aa6310077392e2f02a58553a03ba36',2,'tag','periksa fakta');
INSERT INTO "tags" VALUES('51aa6310077392e2f02a58553a03ba36',3,'tag','kueri');
INSERT INTO "tags" VALUES('20433359701aaffbb7db0f9552077c27',0,'tag','Kereta Wisata');
INSERT INTO "tags" VALUES('20433359701aaffbb7db0f9552077c27',1,'tag','Tirtasari');
INSERT INTO "tags" VALUES('20433359701aaffbb7db0f9552077c27',2,'tag','Kebun Teh');
INSERT INTO "tags" VALUES('20433359701aaffbb7db0f9552077c27',3,'hashtag','#newsupdate');
INSERT INTO "tags" VALUES('20433359701aaffbb7db0f9552077c27',4,'hashtag','#update');
INSERT INTO "tags" VALUES('20433359701aaffbb7db0f9552077c27',5,'hashtag','#news');
INSERT INTO "tags" VALUES('0c8210241ce6328692b6ce09c8664278',0,'tag','bebek');
INSERT INTO "tags" VALUES('0c8210241ce6328692b6ce09c8664278',1,'tag','keong mas');
INSERT INTO "tags" VALUES('0c8210241ce6328692b6ce09c8664278',2,'tag','Cibungur');
CREATE TABLE urls (
	url TEXT NOT NULL, 
	publisher TEXT, 
	host TEXT, 
	state TEXT, 
	reason TEXT, 
	attempts INTEGER DEFAULT '0' NOT NULL, 
	next_try DATETIME, 
	lease_owner TEXT, 
	etag TEXT, 
	last_modified TEXT, 
	discovered_at DATETIME, 
	last_seen DATETIME, spider TEXT, request JSON, 
	CONSTRAINT pk_urls PRIMARY KEY (url)
);
INSERT INTO "urls" VALUES('https://www.tribunnews.com/sitemap.xml','tribunnews','www.tribunnews.com','listed',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.203928','2026-11-28 12:31:29.441775','tribunnews','{"callback": "parse_listing", "errback": "on_listing_failure", "cb_kwargs": {"depth": 0}, "priority": 1, "meta": {"again": "always"}}');
INSERT INTO "urls" VALUES('https://www.tribunnews.com/index-news?date=2026-11-18&page=1','tribunnews','www.tribunnews.com','listed',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.206726','2026-11-28 12:31:29.638362','tribunnews','{"callback": "parse_index", "errback": "on_listing_failure", "cb_kwargs": {"address": "https://{host}/index-news?date={date:%Y-%m-%d}&page={page}", "host": "www.tribunnews.com", "day": "2026-11-18", "page": 1, "stale": 0, "before": ""}, "priority": 1, "meta": {"again": "always"}}');
INSERT INTO "urls" VALUES('https://video.tribunnews.com/sitemap.xml','tribun_video','video.tribunnews.com','listed',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.319827','2026-11-28 12:31:29.511973','tribun_video','{"callback": "parse_listing", "errback": "on_listing_failure", "cb_kwargs": {"depth": 0}, "priority": 1, "meta": {"again": "always"}}');
INSERT INTO "urls" VALUES('https://bali.tribunnews.com/sitemap.xml','tribun_regional','bali.tribunnews.com','listed',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.410069','2026-11-28 12:31:29.697458','tribun_regional','{"callback": "parse_listing", "errback": "on_listing_failure", "cb_kwargs": {"depth": 0}, "priority": 1, "meta": {"again": "always"}}');
INSERT INTO "urls" VALUES('https://bali.tribunnews.com/index-news?date=2026-10-12&page=1','tribun_regional','bali.tribunnews.com','gone','http 404',0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.454839','2026-11-28 12:31:31.701195','tribun_regional','{"callback": "parse_index", "errback": "on_listing_failure", "cb_kwargs": {"address": "https://{host}/index-news?date={date:%Y-%m-%d}&page={page}", "host": "bali.tribunnews.com", "day": "2026-10-12", "page": 1, "stale": 0, "before": ""}, "priority": 1, "meta": {"again": "always"}}');
INSERT INTO "urls" VALUES('https://bali.tribunnews.com/index-news?date=2026-10-13&page=1','tribun_regional','bali.tribunnews.com','gone','http 404',0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.454452','2026-11-28 12:31:31.627657','tribun_regional','{"callback": "parse_index", "errback": "on_listing_failure", "cb_kwargs": {"address": "https://{host}/index-news?date={date:%Y-%m-%d}&page={page}", "host": "bali.tribunnews.com", "day": "2026-10-13", "page": 1, "stale": 0, "before": ""}, "priority": 1, "meta": {"again": "always"}}');
INSERT INTO "urls" VALUES('https://bali.tribunnews.com/index-news?date=2026-10-14&page=1','tribun_regional','bali.tribunnews.com','gone','http 404',0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.454040','2026-11-28 12:31:31.605374','tribun_regional','{"callback": "parse_index", "errback": "on_listing_failure", "cb_kwargs": {"address": "https://{host}/index-news?date={date:%Y-%m-%d}&page={page}", "host": "bali.tribunnews.com", "day": "2026-10-14", "page": 1, "stale": 0, "before": ""}, "priority": 1, "meta": {"again": "always"}}');
INSERT INTO "urls" VALUES('https://jabar.tribunnews.com/index-news?date=2026-11-18&page=1','tribun_regional','jabar.tribunnews.com','listed',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.456013','2026-11-28 12:31:29.910274','tribun_regional','{"callback": "parse_index", "errback": "on_listing_failure", "cb_kwargs": {"address": "https://{host}/index-news?date={date:%Y-%m-%d}&page={page}", "host": "jabar.tribunnews.com", "day": "2026-11-18", "page": 1, "stale": 0, "before": ""}, "priority": 1, "meta": {"again": "always"}}');
INSERT INTO "urls" VALUES('https://jabar.tribunnews.com/sitemap.xml','tribun_regional','jabar.tribunnews.com','listed',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.417247','2026-11-28 12:31:29.771571','tribun_regional','{"callback": "parse_listing", "errback": "on_listing_failure", "cb_kwargs": {"depth": 0}, "priority": 1, "meta": {"again": "always"}}');
INSERT INTO "urls" VALUES('https://papua.tribunnews.com/sitemap.xml','tribun_regional','papua.tribunnews.com','listed',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.422975','2026-11-28 12:31:29.737933','tribun_regional','{"callback": "parse_listing", "errback": "on_listing_failure", "cb_kwargs": {"depth": 0}, "priority": 1, "meta": {"again": "always"}}');
INSERT INTO "urls" VALUES('https://video.tribunnews.com/news/sitemap_news.xml','tribun_video','video.tribunnews.com','listed',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.511627','2026-11-28 12:31:32.267356','tribun_video','{"callback": "parse_listing", "errback": "on_listing_failure", "cb_kwargs": {"depth": 1}, "priority": 1, "meta": {"again": "always", "depth": 1}}');
INSERT INTO "urls" VALUES('https://bali.tribunnews.com/bali/sitemap_news.xml','tribun_regional','bali.tribunnews.com','listed',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.697044','2026-11-28 12:31:31.782651','tribun_regional','{"callback": "parse_listing", "errback": "on_listing_failure", "cb_kwargs": {"depth": 1}, "priority": 1, "meta": {"again": "always", "depth": 1}}');
INSERT INTO "urls" VALUES('https://papua.tribunnews.com/kota-jayapura/sitemap_news.xml','tribun_regional','papua.tribunnews.com','listed',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.737594','2026-11-28 12:31:32.260156','tribun_regional','{"callback": "parse_listing", "errback": "on_listing_failure", "cb_kwargs": {"depth": 1}, "priority": 1, "meta": {"again": "always", "depth": 1}}');
INSERT INTO "urls" VALUES('https://jabar.tribunnews.com/bandung/sitemap_news.xml','tribun_regional','jabar.tribunnews.com','listed',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.771211','2026-11-28 12:31:32.207332','tribun_regional','{"callback": "parse_listing", "errback": "on_listing_failure", "cb_kwargs": {"depth": 1}, "priority": 1, "meta": {"again": "always", "depth": 1}}');
INSERT INTO "urls" VALUES('https://jabar.tribunnews.com/bandung/1187342/angkot-listrik-cicadas-ledeng-mulai-mengaspal-sopir-mengaku-penumpang-naik-dua-kali-lipat','tribun_regional','jabar.tribunnews.com','stored',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.904548','2026-11-28 12:31:32.421393','tribun_regional','{"callback": "parse_article", "errback": "on_failure", "meta": {"depth": 1, "listed": {"listing": "https://jabar.tribunnews.com/index-news?date=2026-11-18&page=1", "title": "Angkot Listrik Cicadas-Ledeng Mulai Mengaspal, Sopir Mengaku Penumpang Naik Dua Kali Lipat"}}}');
INSERT INTO "urls" VALUES('https://www.tribunnews.com/bisnis/7760455/harga-cabai-rawit-di-pasar-induk-wanakerta-tembus-rp-92000-pedagang-sebut-pasokan-seret','tribunnews','www.tribunnews.com','stored',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.632754','2026-11-28 12:31:32.672683','tribunnews','{"callback": "parse_article", "errback": "on_failure", "meta": {"depth": 1, "listed": {"listing": "https://www.tribunnews.com/index-news?date=2026-11-18&page=1", "title": "Harga Cabai Rawit di Pasar Induk Wanakerta Tembus Rp 92.000, Pedagang Sebut Pasokan ''Seret''", "published": "2026-11-18T07:30:00+07:00", "day": "2026-11-18"}}}');
INSERT INTO "urls" VALUES('https://www.tribunnews.com/nasional/7760981/uji-coba-kapal-perpustakaan-keliling-dimulai-42-pulau-kecil-bakal-dikunjungi','tribunnews','www.tribunnews.com','stored',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.628177','2026-11-28 12:31:32.471830','tribunnews','{"callback": "parse_article", "errback": "on_failure", "meta": {"depth": 1, "listed": {"listing": "https://www.tribunnews.com/index-news?date=2026-11-18&page=1", "title": "Uji Coba Kapal Perpustakaan Keliling Dimulai, 42 Pulau Kecil Bakal Dikunjungi", "published": "2026-11-18T12:40:00+07:00", "day": "2026-11-18"}}}');
INSERT INTO "urls" VALUES('https://www.tribunnews.com/nasional/7761220/daftar-rute-bus-perintis-antardesa-2027-ada-yang-tarifnya-cuma-rp-3000','tribunnews','www.tribunnews.com','stored',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.627246','2026-11-28 12:31:32.548073','tribunnews','{"callback": "parse_article", "errback": "on_failure", "meta": {"depth": 1, "listed": {"listing": "https://www.tribunnews.com/index-news?date=2026-11-18&page=1", "title": "Daftar Rute Bus Perintis Antardesa 2027, Ada yang Tarifnya Cuma Rp 3.000"}}}');
INSERT INTO "urls" VALUES('https://www.tribunnews.com/nasional/sitemap-news.xml','tribunnews','www.tribunnews.com','listed',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:29.441445','2026-11-28 12:31:32.171999','tribunnews','{"callback": "parse_listing", "errback": "on_listing_failure", "cb_kwargs": {"depth": 1}, "priority": 1, "meta": {"again": "always", "depth": 1}}');
INSERT INTO "urls" VALUES('https://bali.tribunnews.com/2026/11/18/subak-telaga-sari-hidupkan-lagi-lomba-lelakut-juaranya-bawa-pulang-sapi','tribun_regional','bali.tribunnews.com','stored',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:31.782036','2026-11-28 12:31:32.038234','tribun_regional','{"callback": "parse_article", "errback": "on_failure", "meta": {"depth": 2, "listed": {"listing": "https://bali.tribunnews.com/bali/sitemap_news.xml", "title": "Subak Telaga Sari Hidupkan Lagi Lomba Lelakut, Juaranya Bawa Pulang Sapi", "published": "2026-11-18T22:12:00+07:00", "day": "2026-11-18"}}}');
INSERT INTO "urls" VALUES('https://www.tribunnews.com/metropolitan/7758801/pohon-trembesi-tumbang-di-jalan-kemuning-raya-depok-lalu-lintas-dialihkan-dua-jam','tribunnews','www.tribunnews.com','stored',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:32.170637','2026-11-28 12:31:33.379898','tribunnews','{"callback": "parse_article", "errback": "on_failure", "meta": {"depth": 2, "listed": {"listing": "https://www.tribunnews.com/nasional/sitemap-news.xml", "title": "Pohon Trembesi Tumbang di Jalan Kemuning Raya Depok, Lalu Lintas Dialihkan Dua Jam", "published": "2026-11-17T21:14:00+07:00", "day": "2026-11-17"}}}');
INSERT INTO "urls" VALUES('https://www.tribunnews.com/regional/2026/10/14/sumur-tua-di-halaman-masjid-klaten-keluarkan-air-hangat-warga-antre-sejak-subuh','tribunnews','www.tribunnews.com','stored',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:32.171435','2026-11-28 12:31:33.379927','tribunnews','{"callback": "parse_article", "errback": "on_failure", "meta": {"depth": 2, "listed": {"listing": "https://www.tribunnews.com/nasional/sitemap-news.xml", "title": "Sumur Tua di Halaman Masjid Klaten Keluarkan Air Hangat, Warga Antre sejak Subuh", "published": "2026-10-14T04:25:00+07:00", "day": "2026-10-14"}}}');
INSERT INTO "urls" VALUES('https://papua.tribunnews.com/kota-jayapura/112684/mama-mama-pasar-youkasa-belajar-jualan-daring-noken-terkirim-sampai-ambon','tribun_regional','papua.tribunnews.com','stored',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:32.259788','2026-11-28 12:31:32.510909','tribun_regional','{"callback": "parse_article", "errback": "on_failure", "meta": {"depth": 2, "listed": {"listing": "https://papua.tribunnews.com/kota-jayapura/sitemap_news.xml", "title": "Mama-mama Pasar Youkasa Belajar Jualan Daring, Noken Terkirim sampai Ambon", "published": "2026-11-18T22:35:00+07:00", "day": "2026-11-18"}}}');
INSERT INTO "urls" VALUES('https://video.tribunnews.com/news/1012655/nenek-penjual-serabi-di-purworejo-siap-naik-haji-setelah-menabung-27-tahun-sehari-lima-ribu-rupiah','tribun_video','video.tribunnews.com','stored',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:32.265855','2026-11-28 12:31:32.977925','tribun_video','{"callback": "parse_article", "errback": "on_failure", "meta": {"depth": 2, "listed": {"listing": "https://video.tribunnews.com/news/sitemap_news.xml", "title": "Nenek Penjual Serabi di Purworejo Siap Naik Haji setelah Menabung 27 Tahun: “Sehari Lima Ribu Rupiah”", "published": "2026-11-16T20:05:00+07:00", "day": "2026-11-16"}}}');
INSERT INTO "urls" VALUES('https://video.tribunnews.com/news/1012874/viral-anak-sekolah-seberangi-sungai-pakai-rakit-warga-desa-sindangrancak-kini-punya-jembatan-darurat','tribun_video','video.tribunnews.com','stored',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:32.264920','2026-11-28 12:31:32.827615','tribun_video','{"callback": "parse_article", "errback": "on_failure", "meta": {"depth": 2, "listed": {"listing": "https://video.tribunnews.com/news/sitemap_news.xml", "title": "Viral Anak Sekolah Seberangi Sungai Pakai Rakit, Warga Desa Sindangrancak Kini Punya Jembatan Darurat", "published": "2026-11-18T14:26:00+07:00", "day": "2026-11-18"}}}');
INSERT INTO "urls" VALUES('https://video.tribunnews.com/news/1012990/detik-detik-truk-pengangkut-pisang-terguling-di-tanjakan-cimuncang-girang-warga-bantu-evakuasi','tribun_video','video.tribunnews.com','stored',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:32.265479','2026-11-28 12:31:32.924467','tribun_video','{"callback": "parse_article", "errback": "on_failure", "meta": {"depth": 2, "listed": {"listing": "https://video.tribunnews.com/news/sitemap_news.xml", "title": "Detik-detik Truk Pengangkut Pisang Terguling di Tanjakan Cimuncang Girang, Warga Bantu Evakuasi", "published": "2026-11-19T08:15:00+07:00", "day": "2026-11-19"}}}');
INSERT INTO "urls" VALUES('https://video.tribunnews.com/view/1007744/kambing-lepas-masuk-balai-desa-rapat-bubar-lima-menit','tribun_video','video.tribunnews.com','skipped','out of range',0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:32.267090',NULL,'tribun_video','{"callback": "parse_article", "errback": "on_failure", "meta": {"depth": 2, "listed": {"listing": "https://video.tribunnews.com/news/sitemap_news.xml", "title": "Kambing Lepas Masuk Balai Desa, Rapat Bubar Lima Menit", "published": "2026-10-10T13:11:00+07:00", "day": "2026-10-10"}}}');
INSERT INTO "urls" VALUES('https://video.tribunnews.com/view/1008213/layangan-ikan-pari-12-meter-mengudara-di-lawangkarang-butuh-25-orang-untuk-menariknya','tribun_video','video.tribunnews.com','stored',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:32.266208','2026-11-28 12:31:33.023891','tribun_video','{"callback": "parse_article", "errback": "on_failure", "meta": {"depth": 2, "listed": {"listing": "https://video.tribunnews.com/news/sitemap_news.xml", "title": "Layangan Ikan Pari 12 Meter Mengudara di Lawangkarang, Butuh 25 Orang untuk Menariknya", "published": "2026-10-13T19:42:00+07:00", "day": "2026-10-13"}}}');
INSERT INTO "urls" VALUES('https://www.jpnn.com/news/ribuan-bebek-antar-petani-cibungur-membasmi-keong-hasilnya-mengejutkan','jpnn','www.jpnn.com','stored',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:37.085720','2026-11-28 12:31:37.085720','jpnn',NULL);
INSERT INTO "urls" VALUES('https://kumparan.com/kumparannews/kereta-wisata-tirtasari-mogok-penumpang-malah-minta-tambah-jam-25KdPq8LmZa','kumparan','kumparan.com','stored',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:37.123232','2026-11-28 12:31:37.123232','kumparan',NULL);
INSERT INTO "urls" VALUES('https://tirto.id/benarkah-sumur-cibungur-bisa-mengobati-cegukan-gB3k','tirto','tirto.id','stored',NULL,0,NULL,NULL,NULL,NULL,'2026-11-28 12:31:37.123204','2026-11-28 12:31:37.123204','tirto',NULL);
INSERT INTO "urls" VALUES('https://video.tribunnews.com/indeks?page=2','tribun_video','video.tribunnews.com',NULL,NULL,0,'2026-11-23 01:00:00.000000',NULL,NULL,NULL,'2026-11-24 01:00:00.000000',NULL,'tribun_video','{"callback": "parse_index", "errback": "on_listing_failure", "priority": 1, "cb_kwargs": {"url": "https://video.tribunnews.com/indeks?page=2", "page": 2}}');
INSERT INTO "urls" VALUES('https://video.tribunnews.com/news/1/menunggu','tribun_video','video.tribunnews.com',NULL,NULL,0,'2026-11-24 01:00:00.000000',NULL,NULL,NULL,'2026-11-24 01:00:00.000000',NULL,'tribun_video','{"callback": "parse_article", "errback": "on_failure", "meta": {"listed": {"listing": "https://video.tribunnews.com/sitemap.xml", "title": "Judul", "published": "2026-11-18T12:00:00+07:00", "day": "2026-11-18"}}}');
INSERT INTO "urls" VALUES('https://video.tribunnews.com/news/2/dilewati','tribun_video','video.tribunnews.com','skipped','out of range',0,NULL,NULL,NULL,NULL,'2026-11-24 01:00:00.000000',NULL,'tribun_video','{"callback": "parse_article", "errback": "on_failure", "meta": {"listed": {"listing": "https://video.tribunnews.com/sitemap.xml", "day": "2026-11-01"}}}');
INSERT INTO "urls" VALUES('https://video.tribunnews.com/news/3/dilewati-tanpa-hari','tribun_video','video.tribunnews.com','skipped','over limit',0,NULL,NULL,NULL,NULL,'2026-11-24 01:00:00.000000',NULL,'tribun_video','{"callback": "parse_article", "errback": "on_failure", "meta": {"listed": {"listing": "https://video.tribunnews.com/rss"}}}');
INSERT INTO "urls" VALUES('https://video.tribunnews.com/news/4/diminta','tribun_video asked','video.tribunnews.com',NULL,NULL,0,'2026-11-24 01:00:00.000000',NULL,NULL,NULL,'2026-11-24 01:00:00.000000',NULL,'tribun_video asked','{"callback": "parse_article", "errback": "on_failure", "meta": {"again": "always"}}');
INSERT INTO "urls" VALUES('https://video.tribunnews.com/news/5/gagal','tribun_video','video.tribunnews.com','failed','timeout',1,'2026-11-24 01:05:00.000000',NULL,NULL,NULL,'2026-11-24 01:00:00.000000','2026-11-24 01:00:00.000000','tribun_video','{"callback": "parse_article", "errback": "on_failure"}');
INSERT INTO "urls" VALUES('https://video.tribunnews.com/news/6/dipegang','tribun_video','video.tribunnews.com',NULL,NULL,0,'2026-11-24 01:00:00.000000','00000000000000000000000000000002',NULL,NULL,'2026-11-24 01:00:00.000000',NULL,'tribun_video','{"callback": "parse_article", "errback": "on_failure"}');
INSERT INTO "urls" VALUES('https://video.tribunnews.com/news/7/karantina','tribun_video','video.tribunnews.com','quarantined','too_large',0,NULL,NULL,NULL,NULL,'2026-11-24 01:00:00.000000','2026-11-24 01:00:00.000000','tribun_video','{"callback": "parse_article", "errback": "on_failure"}');
INSERT INTO "urls" VALUES('https://video.tribunnews.com/sitemap-2.xml','tribun_video','video.tribunnews.com',NULL,NULL,0,'2026-11-23 01:00:00.000000',NULL,NULL,NULL,'2026-11-24 01:00:00.000000',NULL,'tribun_video','{"callback": "parse_listing", "errback": "on_listing_failure", "priority": 1, "cb_kwargs": {"depth": 1}, "meta": {"again": "always"}}');
CREATE TABLE versions (
	id TEXT NOT NULL, 
	article_id TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	extractor_version TEXT NOT NULL, 
	first_seen DATETIME, 
	last_seen DATETIME, 
	url TEXT, 
	canonical_url TEXT, 
	publisher TEXT, 
	fetched_at DATETIME, 
	fetched_value TEXT, 
	source TEXT, 
	headline TEXT, 
	kicker TEXT, 
	breadcrumbs JSON NOT NULL, 
	summary TEXT, 
	authors JSON NOT NULL, 
	editors JSON NOT NULL, 
	credits JSON NOT NULL, 
	dateline JSON, 
	published_at DATETIME, 
	published_raw TEXT, 
	published_value TEXT, 
	published_until TEXT, 
	published_precision TEXT, 
	published_zone TEXT, 
	published_rule TEXT, 
	published_flags JSON, 
	modified_at DATETIME, 
	modified_raw TEXT, 
	modified_value TEXT, 
	modified_until TEXT, 
	modified_precision TEXT, 
	modified_zone TEXT, 
	modified_rule TEXT, 
	modified_flags JSON, 
	text TEXT NOT NULL, 
	body JSON NOT NULL, 
	links JSON NOT NULL, 
	cleaned JSON NOT NULL, 
	related_labels JSON NOT NULL, 
	images JSON NOT NULL, 
	videos JSON NOT NULL, 
	republished_from JSON, 
	source_line TEXT, 
	notices JSON NOT NULL, 
	kind TEXT, 
	language TEXT, 
	free_access BOOLEAN, 
	flags JSON NOT NULL, 
	raw JSON NOT NULL, 
	provenance JSON NOT NULL, 
	CONSTRAINT pk_versions PRIMARY KEY (id), 
	CONSTRAINT fk_versions_article_id FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
INSERT INTO "versions" VALUES('40c979105ffa7562361294c52dfb5a37','b46fc99540b3bbb564d73a1596938ceb','b3268834e10be3a8fbc850674d823a5a525b0ac89c2e625bae4bf0af25b2d503','0.1.0','2026-11-20 02:00:00.000000','2026-11-20 02:00:00.000000','https://bali.tribunnews.com/2026/11/18/subak-telaga-sari-hidupkan-lagi-lomba-lelakut-juaranya-bawa-pulang-sapi','https://bali.tribunnews.com/2026/11/18/subak-telaga-sari-hidupkan-lagi-lomba-lelakut-juaranya-bawa-pulang-sapi','tribun_regional','2026-11-20 02:00:00.000000','2026-11-20T02:00:00+00:00',NULL,'Subak Telaga Sari Hidupkan Lagi Lomba Lelakut, Juaranya Bawa Pulang Sapi','Berita Gianyar','["Home", "Bali", "Gianyar"]','TRIBUN-BALI.COM, GIANYAR – Krama Subak Telaga Sari di Kabupaten Gianyar, Bali, kembali menggelar lomba orang-orangan sawah setelah vakum selama sebelas tahun, Rabu (18/11/2026).','["I Komang Arya Sudewanta"]','["Ni Luh Kirana Paramitha"]','[]','{"text": "TRIBUN-BALI.COM, GIANYAR", "outlet": "TRIBUN-BALI.COM", "place": "GIANYAR"}','2026-11-18 15:12:00.000000','Rabu, 18 November 2026 23:12 WITA','2026-11-18T23:12:00+08:00',NULL,'minute','WITA','date','[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'TRIBUN-BALI.COM, GIANYAR – Krama Subak Telaga Sari di Kabupaten Gianyar, Bali, kembali menggelar lomba orang-orangan sawah setelah vakum selama sebelas tahun, Rabu (18/11/2026).
Sebanyak 74 lelakut, sebutan orang-orangan sawah di Bali, berdiri di pematang sejak pagi.
Pekaseh Subak Telaga Sari, I Wayan Sudarpa Geriya, mengatakan lomba itu digelar untuk mengajak anak muda kembali turun ke sawah.
"Sekarang anak-anak lebih kenal robot daripada lelakut, padahal dua-duanya sama-sama menjaga," kata Sudarpa.
Juara pertama berhak membawa pulang seekor sapi yang disumbangkan seorang perantau.
"Sapinya betina dan sudah bunting dua bulan," ungkap Sudarpa, "jadi hadiahnya sebenarnya dua ekor."
Jurinya Burung Pipit
Dewan juri menghitung burung pipit yang berani hinggap di sekitar tiap lelakut mulai pukul 07.00 Wita hingga pukul 09.00 Wita.
Peserta termuda, Ni Putu Arsani Dewanti, memilih membuat lelakut dari kaleng bekas.
Dengan malu-malu ia berkata, "Bunyinya berisik, jadi burungnya takut."
Lelakut buatan Arsani hanya didatangi dua ekor burung sehingga dinobatkan sebagai ''raja pematang''.
Dilansir dari Bali Post, serangan pipit merusak 12 hektare padi di wilayah itu pada September 2026.
Panen raya diperkirakan berlangsung pada Minggu (6/12/2026) mendatang.
"Kalau panen bagus, tahun depan hadiahnya dua sapi," pungkas Sudarpa.','[{"kind": "paragraph", "text": "TRIBUN-BALI.COM, GIANYAR – Krama Subak Telaga Sari di Kabupaten Gianyar, Bali, kembali menggelar lomba orang-orangan sawah setelah vakum selama sebelas tahun, Rabu (18/11/2026)."}, {"kind": "paragraph", "text": "Sebanyak 74 lelakut, sebutan orang-orangan sawah di Bali, berdiri di pematang sejak pagi."}, {"kind": "paragraph", "text": "Pekaseh Subak Telaga Sari, I Wayan Sudarpa Geriya, mengatakan lomba itu digelar untuk mengajak anak muda kembali turun ke sawah."}, {"kind": "paragraph", "text": "\"Sekarang anak-anak lebih kenal robot daripada lelakut, padahal dua-duanya sama-sama menjaga,\" kata Sudarpa."}, {"kind": "paragraph", "text": "Juara pertama berhak membawa pulang seekor sapi yang disumbangkan seorang perantau."}, {"kind": "paragraph", "text": "\"Sapinya betina dan sudah bunting dua bulan,\" ungkap Sudarpa, \"jadi hadiahnya sebenarnya dua ekor.\""}, {"kind": "heading", "text": "Jurinya Burung Pipit"}, {"kind": "paragraph", "text": "Dewan juri menghitung burung pipit yang berani hinggap di sekitar tiap lelakut mulai pukul 07.00 Wita hingga pukul 09.00 Wita."}, {"kind": "paragraph", "text": "Peserta termuda, Ni Putu Arsani Dewanti, memilih membuat lelakut dari kaleng bekas."}, {"kind": "paragraph", "text": "Dengan malu-malu ia berkata, \"Bunyinya berisik, jadi burungnya takut.\""}, {"kind": "paragraph", "text": "Lelakut buatan Arsani hanya didatangi dua ekor burung sehingga dinobatkan sebagai ''raja pematang''."}, {"kind": "paragraph", "text": "Dilansir dari Bali Post, serangan pipit merusak 12 hektare padi di wilayah itu pada September 2026."}, {"kind": "paragraph", "text": "Panen raya diperkirakan berlangsung pada Minggu (6/12/2026) mendatang."}, {"kind": "paragraph", "text": "\"Kalau panen bagus, tahun depan hadiahnya dua sapi,\" pungkas Sudarpa."}]','[]','[]','["Baca Juga"]','[{"url": "https://cdn-2.tstatic.net/bali/foto/bank/images/lomba-lelakut-subak-telaga-sari.jpg", "caption": null, "credit": null}]','[]','{"outlet": "Tribun-Bali.com", "title": "Subak Telaga Sari Hidupkan Lagi Lomba Lelakut, Juaranya Bawa Pulang Sapi", "url": "https://bali.tribunnews.com/2026/11/18/subak-telaga-sari-hidupkan-lagi-lomba-lelakut-juaranya-bawa-pulang-sapi"}',NULL,'[]','news','id',NULL,'[]','{"authors": "Penulis: I Komang Arya Sudewanta", "editors": "Editor: Ni Luh Kirana Paramitha"}','{"headline": "site", "authors": "site", "editors": "site", "tags": "site", "summary": "meta", "language": "meta", "kicker": "structure", "published": "structure", "breadcrumbs": "structure", "kind": "structure", "body": "site"}');
INSERT INTO "versions" VALUES('102571cf65a36d30f945ecb43d09d751','2afccd716707bf045336f68a5f484c6a','151ca49acc1f53392d1fc509440a8ba48d034814c8b96cabadfdb85dcb5791fc','0.1.0','2026-11-20 02:00:00.000000','2026-11-20 02:00:00.000000','https://papua.tribunnews.com/kota-jayapura/112684/mama-mama-pasar-youkasa-belajar-jualan-daring-noken-terkirim-sampai-ambon','https://papua.tribunnews.com/kota-jayapura/112684/mama-mama-pasar-youkasa-belajar-jualan-daring-noken-terkirim-sampai-ambon','tribun_regional','2026-11-20 02:00:00.000000','2026-11-20T02:00:00+00:00',NULL,'Mama-mama Pasar Youkasa Belajar Jualan Daring, Noken Terkirim sampai Ambon','Ekonomi Mama Papua','["Home", "Kota Jayapura"]','TRIBUN-PAPUA.COM, JAYAPURA - Sebanyak 36 mama penjual noken di Pasar Youkasa, Kota Jayapura, mengikuti pelatihan berjualan daring yang ditutup pada Rabu (18/11/2026).','["Yulianus Waromboi Meset"]','["Paskalia Rumbewai"]','[]','{"text": "TRIBUN-PAPUA.COM, JAYAPURA", "outlet": "TRIBUN-PAPUA.COM", "place": "JAYAPURA"}','2026-11-18 15:35:00.000000','Tayang: Kamis, 19 November 2026 00:35 WIT','2026-11-19T00:35:00+09:00',NULL,'minute','WIT','date','[]','2026-11-18 15:35:00.000000','2026-11-18T22:35:00+07:00','2026-11-18T22:35:00+07:00',NULL,'minute','WIB','iso8601','[]','TRIBUN-PAPUA.COM, JAYAPURA - Sebanyak 36 mama penjual noken di Pasar Youkasa, Kota Jayapura, mengikuti pelatihan berjualan daring yang ditutup pada Rabu (18/11/2026).
Pelatihan selama tiga hari itu digelar Komunitas Kaki Abu di balai pertemuan pasar.
Koordinator pelatihan, Ester Wambrauw Kasiwai, menjelaskan peserta belajar memotret barang, menulis deskripsi, dan membungkus kiriman.
Ester menuturkan, "Hari pertama banyak yang takut pegang telepon pintar, hari ketiga sudah bisa siaran langsung."
Salah satu peserta, Yosina Kirewai, berhasil menjual sembilan noken kepada pembeli di Ambon.
"Sa pikir orang hanya lihat-lihat, ternyata dong langsung bayar," kata Yosina.
Perempuan 52 tahun itu mengaku mendapat Rp 1,8 juta dalam semalam, sebuah ''rekor'' bagi lapaknya.
Ongkos Kirim Masih Mahal
Meski begitu, ongkos kirim masih menjadi kendala utama.
"Ongkosnya kadang lebih mahal dari nokennya sendiri," ujar Ester, "makanya kami kirim gabungan seminggu sekali."
Lurah setempat, Frans Imbiriwai, berjanji membuka loket pengiriman bersama mulai 1 Desember 2026.
"Mama-mama tinggal titip barang, sisanya kami yang urus," tambahnya.
Dikutip dari Jubi.id, program serupa di Kabupaten Biak Numfor pernah menaikkan pendapatan perajin hingga 40 persen.
Pelatihan berikutnya akan digelar di Sentani pada Sabtu (5/12/2026).','[{"kind": "paragraph", "text": "TRIBUN-PAPUA.COM, JAYAPURA - Sebanyak 36 mama penjual noken di Pasar Youkasa, Kota Jayapura, mengikuti pelatihan berjualan daring yang ditutup pada Rabu (18/11/2026)."}, {"kind": "paragraph", "text": "Pelatihan selama tiga hari itu digelar Komunitas Kaki Abu di balai pertemuan pasar."}, {"kind": "paragraph", "text": "Koordinator pelatihan, Ester Wambrauw Kasiwai, menjelaskan peserta belajar memotret barang, menulis deskripsi, dan membungkus kiriman."}, {"kind": "paragraph", "text": "Ester menuturkan, \"Hari pertama banyak yang takut pegang telepon pintar, hari ketiga sudah bisa siaran langsung.\""}, {"kind": "paragraph", "text": "Salah satu peserta, Yosina Kirewai, berhasil menjual sembilan noken kepada pembeli di Ambon."}, {"kind": "paragraph", "text": "\"Sa pikir orang hanya lihat-lihat, ternyata dong langsung bayar,\" kata Yosina."}, {"kind": "paragraph", "text": "Perempuan 52 tahun itu mengaku mendapat Rp 1,8 juta dalam semalam, sebuah ''rekor'' bagi lapaknya."}, {"kind": "heading", "text": "Ongkos Kirim Masih Mahal"}, {"kind": "paragraph", "text": "Meski begitu, ongkos kirim masih menjadi kendala utama."}, {"kind": "paragraph", "text": "\"Ongkosnya kadang lebih mahal dari nokennya sendiri,\" ujar Ester, \"makanya kami kirim gabungan seminggu sekali.\""}, {"kind": "paragraph", "text": "Lurah setempat, Frans Imbiriwai, berjanji membuka loket pengiriman bersama mulai 1 Desember 2026."}, {"kind": "paragraph", "text": "\"Mama-mama tinggal titip barang, sisanya kami yang urus,\" tambahnya."}, {"kind": "paragraph", "text": "Dikutip dari Jubi.id, program serupa di Kabupaten Biak Numfor pernah menaikkan pendapatan perajin hingga 40 persen."}, {"kind": "paragraph", "text": "Pelatihan berikutnya akan digelar di Sentani pada Sabtu (5/12/2026)."}]','[{"start": 54, "end": 59, "url": "https://papua.tribunnews.com/tag/noken"}]','[]','["Berita Terkait"]','[{"url": "https://cdn-2.tstatic.net/papua/foto/bank/images/pelatihan-daring-pasar-youkasa.jpg", "caption": null, "credit": null}]','[]',NULL,NULL,'["Laporan Wartawan Tribun-Papua.com, Yulianus Waromboi Meset"]','news','id',1,'[]','{"authors": "Penulis: Yulianus Waromboi Meset", "editors": "Editor: Paskalia Rumbewai"}','{"headline": "site", "kicker": "site", "authors": "site", "editors": "site", "tags": "site", "breadcrumbs": "jsonld", "summary": "jsonld", "published": "structure", "modified": "jsonld", "language": "jsonld", "free_access": "jsonld", "kind": "structure", "body": "site"}');
INSERT INTO "versions" VALUES('5230be5c3e4d334faec62ae4e7404dbb','81d4e4df15ebd0a098cb2c03c91453d8','53fbf8b9d7f1d26c54e28b7c3a89ece9652fbb28a0cabe70a1020cc3717f3763','0.1.0','2026-11-20 02:00:00.000000','2026-11-20 02:00:00.000000','https://video.tribunnews.com/news/1012874/viral-anak-sekolah-seberangi-sungai-pakai-rakit-warga-desa-sindangrancak-kini-punya-jembatan-darurat','https://video.tribunnews.com/news/1012874/viral-anak-sekolah-seberangi-sungai-pakai-rakit-warga-desa-sindangrancak-kini-punya-jembatan-darurat','tribun_video','2026-11-20 02:00:00.000000','2026-11-20T02:00:00+00:00',NULL,'Viral Anak Sekolah Seberangi Sungai Pakai Rakit, Warga Desa Sindangrancak Kini Punya Jembatan Darurat','Jembatan Putus di Garut','["Home", "News", "Tribunnews Update"]','Unduh aplikasi TribunX di Play Store atau App Store supaya tidak ketinggalan kabar terbaru. TRIBUN-VIDEO.COM, GARUT - Warga Desa Sindangrancak, Kabupaten Garut, Jawa Barat, akhirnya bisa menyeberangi Sungai Cikalongan lewat jembatan darurat yang mulai dibuka pada Selasa (17/11/2026).','["Nadira Puspa Kirana"]','["Bagas Wirayuda"]','[{"role": "Laporan Videografer Tribun Jabar", "name": "Danu Ariesta Pamungkas"}, {"role": "Video Production", "name": "Yosafat Lintang Mahardika"}]','{"text": "TRIBUN-VIDEO.COM, GARUT", "outlet": "TRIBUN-VIDEO.COM", "place": "GARUT"}','2026-11-18 07:26:00.000000','Tayang: Rabu, 18 November 2026 14:26 WIB','2026-11-18T14:26:00+07:00',NULL,'minute','WIB','date','[]','2026-11-18 07:41:35.000000','2026-11-18T14:41:35+07:00','2026-11-18T14:41:35+07:00',NULL,'second','WIB','iso8601','[]','TRIBUN-VIDEO.COM, GARUT - Warga Desa Sindangrancak, Kabupaten Garut, Jawa Barat, akhirnya bisa menyeberangi Sungai Cikalongan lewat jembatan darurat yang mulai dibuka pada Selasa (17/11/2026).
Jembatan sepanjang 38 meter itu dibangun setelah video anak-anak sekolah menyeberang memakai rakit bambu beredar luas di media sosial pekan lalu.
Kepala Desa Sindangrancak, Ujang Sasmita Koswara, mengatakan jembatan lama hanyut diterjang banjir bandang pada 2 November 2026.
"Sejak itu anak-anak kami berangkat subuh karena rakitnya cuma satu dan harus bergantian," kata Ujang saat ditemui di lokasi, Selasa (17/11).
Ia mengaku sempat melarang warga memakai rakit ketika debit air naik.
"Saya lebih baik dimarahi orang tua murid daripada ada yang hanyut," ujarnya, "tetapi mereka tetap nekat karena sedang ujian."
Dikutip dari TribunJabar.id, jembatan darurat itu dikerjakan selama sembilan hari oleh 60 relawan bersama prajurit dari kodim setempat.
Anak-anak Tak Lagi Basah
Salah seorang siswa, Rifa Nuraulia, menuturkan dirinya kini hanya perlu berjalan sepuluh menit ke sekolah.
Rifa bercerita, "Dulu baju ganti selalu dibawa di kantong plastik, sekarang sudah tidak perlu lagi."
Warga menjuluki bangunan itu ''Jembatan Rakit'' sebagai pengingat masa sulit mereka.
Camat Cikalongan Hilir, Herlan Wirasutisna, menyebut jembatan permanen baru akan dibangun pada Maret 2027.
"Anggarannya sudah masuk usulan, jadi kami minta warga bersabar dulu," kata Herlan dalam keterangan tertulis, Rabu (18/11/2026).
"Yang penting sekarang anak-anak aman," tambahnya.','[{"kind": "paragraph", "text": "TRIBUN-VIDEO.COM, GARUT - Warga Desa Sindangrancak, Kabupaten Garut, Jawa Barat, akhirnya bisa menyeberangi Sungai Cikalongan lewat jembatan darurat yang mulai dibuka pada Selasa (17/11/2026)."}, {"kind": "paragraph", "text": "Jembatan sepanjang 38 meter itu dibangun setelah video anak-anak sekolah menyeberang memakai rakit bambu beredar luas di media sosial pekan lalu."}, {"kind": "paragraph", "text": "Kepala Desa Sindangrancak, Ujang Sasmita Koswara, mengatakan jembatan lama hanyut diterjang banjir bandang pada 2 November 2026."}, {"kind": "paragraph", "text": "\"Sejak itu anak-anak kami berangkat subuh karena rakitnya cuma satu dan harus bergantian,\" kata Ujang saat ditemui di lokasi, Selasa (17/11)."}, {"kind": "paragraph", "text": "Ia mengaku sempat melarang warga memakai rakit ketika debit air naik."}, {"kind": "paragraph", "text": "\"Saya lebih baik dimarahi orang tua murid daripada ada yang hanyut,\" ujarnya, \"tetapi mereka tetap nekat karena sedang ujian.\""}, {"kind": "paragraph", "text": "Dikutip dari TribunJabar.id, jembatan darurat itu dikerjakan selama sembilan hari oleh 60 relawan bersama prajurit dari kodim setempat."}, {"kind": "heading", "text": "Anak-anak Tak Lagi Basah"}, {"kind": "paragraph", "text": "Salah seorang siswa, Rifa Nuraulia, menuturkan dirinya kini hanya perlu berjalan sepuluh menit ke sekolah."}, {"kind": "paragraph", "text": "Rifa bercerita, \"Dulu baju ganti selalu dibawa di kantong plastik, sekarang sudah tidak perlu lagi.\""}, {"kind": "paragraph", "text": "Warga menjuluki bangunan itu ''Jembatan Rakit'' sebagai pengingat masa sulit mereka."}, {"kind": "paragraph", "text": "Camat Cikalongan Hilir, Herlan Wirasutisna, menyebut jembatan permanen baru akan dibangun pada Maret 2027."}, {"kind": "paragraph", "text": "\"Anggarannya sudah masuk usulan, jadi kami minta warga bersabar dulu,\" kata Herlan dalam keterangan tertulis, Rabu (18/11/2026)."}, {"kind": "paragraph", "text": "\"Yang penting sekarang anak-anak aman,\" tambahnya."}]','[{"start": 62, "end": 67, "url": "https://video.tribunnews.com/tag/garut"}]','[]','["VIDEO TERKAIT"]','[{"url": "https://cdn-2.tstatic.net/video/foto/bank/images/jembatan-darurat-sindangrancak.jpg", "caption": null, "credit": null}]','["https://www.youtube.com/embed/AAAAAAAAA01"]','{"outlet": "TribunJabar.id", "title": "Jembatan Darurat Sindangrancak Dibuka, Siswa Tak Lagi Naik Rakit", "url": "https://jabar.tribunnews.com/garut/1187120/jembatan-darurat-sindangrancak-dibuka-siswa-tak-lagi-naik-rakit"}','TribunJabar.id','["Laporan Videografer Tribun Jabar, Danu Ariesta Pamungkas", "Simak video di atas. (*)"]','news','id',1,'[]','{"authors": "Penulis: Nadira Puspa Kirana", "editors": "Editor: Bagas Wirayuda"}','{"headline": "site", "kicker": "site", "authors": "site", "editors": "site", "tags": "site", "credits": "structure", "breadcrumbs": "jsonld", "summary": "jsonld", "published": "structure", "modified": "jsonld", "language": "jsonld", "free_access": "jsonld", "videos": "structure", "kind": "structure", "body": "site"}');
INSERT INTO "versions" VALUES('b9e7ca6e2cdadaf0d302a30298218f8f','6e681ff05582d46646817de5541b9c4b','eb1045823c97289d54f81062dae5070a26d975822057ae6aaa3e32cf1de700e1','0.1.0','2026-04-25 00:15:00.000000','2026-04-25 00:15:00.000000','https://www.jpnn.com/news/ribuan-bebek-antar-petani-cibungur-membasmi-keong-hasilnya-mengejutkan','https://www.jpnn.com/news/ribuan-bebek-antar-petani-cibungur-membasmi-keong-hasilnya-mengejutkan','jpnn','2026-04-25 00:15:00.000000','2026-04-25T07:15:00+07:00','fixtures/jpnn/new-layout.html','Ribuan Bebek Antar Petani Cibungur Membasmi Keong, Hasilnya Mengejutkan',NULL,'["JPNN.com", "Daerah"]','Petani Cibungur melepas 2.500 bebek ke sawah untuk membasmi keong mas.','["Wahyu Nirmala"]','["Tono Hadiwijaya"]','[]','{"text": "jpnn.com, CIBUNGUR", "outlet": "jpnn.com", "place": "CIBUNGUR"}','2026-04-24 13:05:00.000000','Jumat, 24 April 2026 – 20:05 WIB','2026-04-24T20:05:00+07:00',NULL,'minute','WIB','date','[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'jpnn.com, CIBUNGUR - Petani Desa Cibungur melepas 2.500 bebek ke sawah untuk membasmi keong mas yang merusak padi muda.
Bebek-bebek itu disewa dari peternak Tirtasari dengan bayaran separuh telur.
"Bebek tidak minta lembur dan tidak minta pulsa," kata Ketua Gapoktan Cibungur, Jamaluddin Harun, Jumat (24/4).
Menurut Jamaluddin, dalam tiga hari keong di lahan 18 hektare habis tanpa racun.
Penyuluh pertanian, Rosalina Tampubolon, menyarankan bebek ditarik sebelum padi berbunga.
"Kalau terlambat, padinya ikut sarapan bebek," ujar Rosalina.','[{"kind": "paragraph", "text": "jpnn.com, CIBUNGUR - Petani Desa Cibungur melepas 2.500 bebek ke sawah untuk membasmi keong mas yang merusak padi muda."}, {"kind": "paragraph", "text": "Bebek-bebek itu disewa dari peternak Tirtasari dengan bayaran separuh telur."}, {"kind": "paragraph", "text": "\"Bebek tidak minta lembur dan tidak minta pulsa,\" kata Ketua Gapoktan Cibungur, Jamaluddin Harun, Jumat (24/4)."}, {"kind": "paragraph", "text": "Menurut Jamaluddin, dalam tiga hari keong di lahan 18 hektare habis tanpa racun."}, {"kind": "paragraph", "text": "Penyuluh pertanian, Rosalina Tampubolon, menyarankan bebek ditarik sebelum padi berbunga."}, {"kind": "paragraph", "text": "\"Kalau terlambat, padinya ikut sarapan bebek,\" ujar Rosalina."}]','[]','[{"start": 197, "end": 198, "raw": "“"}, {"start": 245, "end": 246, "raw": "”"}, {"start": 480, "end": 481, "raw": "“"}, {"start": 525, "end": 526, "raw": "”"}, {"start": 541, "end": 541, "raw": " (wny/jpnn)"}]','["BERITA TERKAIT"]','[{"url": "https://cloud.jpnn.com/photo/arsip/normal/2026/04/24/bebek-petani-cibungur.jpg", "caption": "Bebek berbaris menuju sawah di Desa Cibungur. Foto: Wahyu Nirmala/JPNN.com", "credit": "Wahyu Nirmala/JPNN.com"}]','["https://www.youtube.com/embed/AbCdEf12345"]',NULL,NULL,'["Silakan baca konten menarik lainnya dari JPNN.com di Google News"]','news','id',NULL,'[]','{}','{"headline": "site", "published": "site", "tags": "site", "authors": "structure", "editors": "structure", "summary": "meta", "language": "meta", "breadcrumbs": "structure", "videos": "structure", "kind": "structure", "body": "site"}');
INSERT INTO "versions" VALUES('51aa6310077392e2f02a58553a03ba36','c3263719f041248a4d5919491f0c2980','c43e5a30533d7aab0ed6300c831bbaee503089f29e8eb2c548035a4fd482978a','0.1.0','2025-09-20 02:00:00.000000','2025-09-20 02:00:00.000000','https://tirto.id/benarkah-sumur-cibungur-bisa-mengobati-cegukan-gB3k','https://tirto.id/benarkah-sumur-cibungur-bisa-mengobati-cegukan-gB3k','tirto','2025-09-20 02:00:00.000000','2025-09-20T09:00:00+07:00','fixtures/tirto/fact-check.html','Benarkah Sumur Cibungur Bisa Mengobati Cegukan?',NULL,'["Beranda", "Kueri", "Periksa Fakta"]','Kabar tentang air sumur yang menghentikan cegukan beredar di grup percakapan. Bagaimana faktanya?','["Tim Riset Tirto"]','[]','[]','{"text": "tirto.id", "outlet": "tirto.id", "place": null}','2025-09-02 10:00:00.000000','Terbit 2 Sep 2025 17:00 WIB','2025-09-02T17:00:00+07:00',NULL,'minute','WIB','date','[]','2025-09-15 10:10:15.000000','2025-09-15 17:10:15','2025-09-15T17:10:15+07:00',NULL,'second','WIB','date','[]','tirto.id - Sebuah pesan berantai menyebut air sumur di Cibungur dapat menghentikan cegukan dalam sepuluh hitungan.
Pesan itu beredar sejak 28 Agustus 2025 dan disertai foto sumur tua.
Penelusuran Fakta
Tirto menghubungi juru kunci sumur, Mbah Karto Sudiro, untuk menanyakan klaim tersebut.
"Siapa pun yang minum air dingin pelan-pelan juga akan berhenti cegukan," ujarnya, Senin (1/9/2025).
Dokter umum di puskesmas setempat, Retno Widuri, menjelaskan cegukan biasanya berhenti sendiri.
Dilansir dari laman Kementerian Kesehatan, cegukan lebih dari dua hari perlu diperiksa.
Kesimpulan
Hasil penelusuran menunjukkan klaim tersebut tidak berdasar.','[{"kind": "paragraph", "text": "tirto.id - Sebuah pesan berantai menyebut air sumur di Cibungur dapat menghentikan cegukan dalam sepuluh hitungan."}, {"kind": "paragraph", "text": "Pesan itu beredar sejak 28 Agustus 2025 dan disertai foto sumur tua."}, {"kind": "heading", "text": "Penelusuran Fakta"}, {"kind": "paragraph", "text": "Tirto menghubungi juru kunci sumur, Mbah Karto Sudiro, untuk menanyakan klaim tersebut."}, {"kind": "paragraph", "text": "\"Siapa pun yang minum air dingin pelan-pelan juga akan berhenti cegukan,\" ujarnya, Senin (1/9/2025)."}, {"kind": "paragraph", "text": "Dokter umum di puskesmas setempat, Retno Widuri, menjelaskan cegukan biasanya berhenti sendiri."}, {"kind": "paragraph", "text": "Dilansir dari laman Kementerian Kesehatan, cegukan lebih dari dua hari perlu diperiksa."}, {"kind": "heading", "text": "Kesimpulan"}, {"kind": "paragraph", "text": "Hasil penelusuran menunjukkan klaim tersebut tidak berdasar."}]','[{"start": 0, "end": 8, "url": "https://tirto.id"}]','[{"start": 290, "end": 291, "raw": "“"}, {"start": 362, "end": 363, "raw": "”"}]','["Artikel Terkait"]','[{"url": "https://mmc.tirto.id/image/otf/1240x0/sumur_ratio-16x9.jpg", "caption": null, "credit": null}]','[]',NULL,NULL,'[]','news','id',NULL,'[]','{}','{"headline": "site", "breadcrumbs": "site", "authors": "site", "published": "site", "summary": "meta", "modified": "meta", "tags": "meta", "language": "meta", "kind": "structure", "body": "site"}');
INSERT INTO "versions" VALUES('20433359701aaffbb7db0f9552077c27','b4a263863a448d037250b83805acc7b0','bc8176ce66575564c3a06fa6fd7d73832a1264922a8756d124222f9ff7c92e1f','0.1.0','2026-05-04 02:00:00.000000','2026-05-04 02:00:00.000000','https://kumparan.com/kumparannews/kereta-wisata-tirtasari-mogok-penumpang-malah-minta-tambah-jam-25KdPq8LmZa','https://kumparan.com/kumparannews/kereta-wisata-tirtasari-mogok-penumpang-malah-minta-tambah-jam-25KdPq8LmZa','kumparan','2026-05-04 02:00:00.000000','2026-05-04T09:00:00+07:00','fixtures/kumparan/desk-story.html','Kereta Wisata Tirtasari Mogok, Penumpang Malah Minta Tambah Jam',NULL,'[]','Kereta wisata mogok di tengah kebun teh, penumpang malah menggelar tikar. #newsupdate #update #news','["kumparanNEWS"]','[]','[]',NULL,'2026-05-03 06:42:00.000000','3 Mei 2026 13:42 WIB','2026-05-03T13:42:00+07:00',NULL,'minute','WIB','date','[]','2026-05-03 07:10:02.000000','2026-05-03T07:10:02Z','2026-05-03T07:10:02+00:00',NULL,'second','UTC','iso8601','[]','Kereta wisata Tirtasari mogok di tengah kebun teh selama dua jam, Minggu (3/5). Alih-alih mengeluh, penumpang malah menggelar tikar dan minta waktunya ditambah.
Masinis kereta, Endro Wibowo, mengatakan gangguan terjadi karena seekor kambing mengunyah kabel rem.
"Kambingnya sudah minta maaf lewat pemiliknya," kata Endro di Stasiun Tirtasari.
Penumpang Masak Mi
Menurut Endro, ada 86 penumpang dalam empat gerbong yang kebanyakan rombongan arisan.
Salah satu penumpang, Tetty Siahaan, membuka kompor portabel dan membagikan mi rebus.
"Seumur-umur baru kali ini macet ada pemandangannya," ujar Tetty kepada kumparan.
Pengelola memastikan tiket pulang tidak dikenai biaya tambahan.','[{"kind": "paragraph", "text": "Kereta wisata Tirtasari mogok di tengah kebun teh selama dua jam, Minggu (3/5). Alih-alih mengeluh, penumpang malah menggelar tikar dan minta waktunya ditambah."}, {"kind": "paragraph", "text": "Masinis kereta, Endro Wibowo, mengatakan gangguan terjadi karena seekor kambing mengunyah kabel rem."}, {"kind": "paragraph", "text": "\"Kambingnya sudah minta maaf lewat pemiliknya,\" kata Endro di Stasiun Tirtasari."}, {"kind": "heading", "text": "Penumpang Masak Mi"}, {"kind": "paragraph", "text": "Menurut Endro, ada 86 penumpang dalam empat gerbong yang kebanyakan rombongan arisan."}, {"kind": "paragraph", "text": "Salah satu penumpang, Tetty Siahaan, membuka kompor portabel dan membagikan mi rebus."}, {"kind": "paragraph", "text": "\"Seumur-umur baru kali ini macet ada pemandangannya,\" ujar Tetty kepada kumparan."}, {"kind": "paragraph", "text": "Pengelola memastikan tiket pulang tidak dikenai biaya tambahan."}]','[]','[{"start": 262, "end": 263, "raw": "“"}, {"start": 308, "end": 309, "raw": "”"}, {"start": 534, "end": 535, "raw": "“"}, {"start": 586, "end": 587, "raw": "”"}]','[]','[{"url": "https://blue.kumparan.com/image/upload/v1634025439/kereta-wisata-tirtasari.jpg", "caption": "Penumpang menggelar tikar di samping kereta wisata Tirtasari, Minggu (3/5/2026). Foto: Aria Bimantoro/kumparan", "credit": "Aria Bimantoro/kumparan"}]','[]',NULL,NULL,'[]','news','id',NULL,'[]','{}','{"headline": "site", "authors": "site", "published": "site", "tags": "site", "summary": "jsonld", "modified": "jsonld", "language": "meta", "kind": "structure", "body": "structure"}');
INSERT INTO "versions" VALUES('0c8210241ce6328692b6ce09c8664278','6e681ff05582d46646817de5541b9c4b','fb7d8aeafd78d7e1083933651bafa6f5f7618df2685f785927b7aaa811ffb66e','0.1.0','2026-11-24 01:00:00.000000','2026-11-25 01:00:00.000000','https://www.jpnn.com/news/ribuan-bebek-antar-petani-cibungur-membasmi-keong-hasilnya-mengejutkan','https://www.jpnn.com/news/ribuan-bebek-antar-petani-cibungur-membasmi-keong-hasilnya-mengejutkan','jpnn','2026-11-24 01:00:00.000000','2026-11-24T08:00:00+07:00',NULL,'Ribuan Bebek Antar Petani Cibungur Membasmi Keong, Hasilnya Mengejutkan (Diperbarui)',NULL,'["JPNN.com", "Daerah"]','Petani Cibungur melepas 2.500 bebek ke sawah untuk membasmi keong mas.','["Wahyu Nirmala"]','["Tono Hadiwijaya"]','[]','{"text": "jpnn.com, CIBUNGUR", "outlet": "jpnn.com", "place": "CIBUNGUR"}','2026-04-24 13:05:00.000000','Jumat, 24 April 2026 – 20:05 WIB','2026-04-24T20:05:00+07:00',NULL,'minute','WIB','date','[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'jpnn.com, CIBUNGUR - Petani Desa Cibungur melepas 2.500 bebek ke sawah untuk membasmi keong mas yang merusak padi muda.
Bebek-bebek itu disewa dari peternak Tirtasari dengan bayaran separuh telur.
"Bebek tidak minta lembur dan tidak minta pulsa," kata Ketua Gapoktan Cibungur, Jamaluddin Harun, Jumat (24/4).
Menurut Jamaluddin, dalam tiga hari keong di lahan 18 hektare habis tanpa racun.
Penyuluh pertanian, Rosalina Tampubolon, menyarankan bebek ditarik sebelum padi berbunga.
"Kalau terlambat, padinya ikut sarapan bebek," ujar Rosalina.','[{"kind": "paragraph", "text": "jpnn.com, CIBUNGUR - Petani Desa Cibungur melepas 2.500 bebek ke sawah untuk membasmi keong mas yang merusak padi muda."}, {"kind": "paragraph", "text": "Bebek-bebek itu disewa dari peternak Tirtasari dengan bayaran separuh telur."}, {"kind": "paragraph", "text": "\"Bebek tidak minta lembur dan tidak minta pulsa,\" kata Ketua Gapoktan Cibungur, Jamaluddin Harun, Jumat (24/4)."}, {"kind": "paragraph", "text": "Menurut Jamaluddin, dalam tiga hari keong di lahan 18 hektare habis tanpa racun."}, {"kind": "paragraph", "text": "Penyuluh pertanian, Rosalina Tampubolon, menyarankan bebek ditarik sebelum padi berbunga."}, {"kind": "paragraph", "text": "\"Kalau terlambat, padinya ikut sarapan bebek,\" ujar Rosalina."}]','[]','[{"start": 197, "end": 198, "raw": "“"}, {"start": 245, "end": 246, "raw": "”"}, {"start": 480, "end": 481, "raw": "“"}, {"start": 525, "end": 526, "raw": "”"}, {"start": 541, "end": 541, "raw": " (wny/jpnn)"}]','["BERITA TERKAIT"]','[{"url": "https://cloud.jpnn.com/photo/arsip/normal/2026/04/24/bebek-petani-cibungur.jpg", "caption": "Bebek berbaris menuju sawah di Desa Cibungur. Foto: Wahyu Nirmala/JPNN.com", "credit": "Wahyu Nirmala/JPNN.com"}]','["https://www.youtube.com/embed/AbCdEf12345"]',NULL,NULL,'["Silakan baca konten menarik lainnya dari JPNN.com di Google News"]','news','id',NULL,'["partial"]','{}','{"headline": "site", "published": "site", "tags": "site", "authors": "structure", "editors": "structure", "summary": "meta", "language": "meta", "breadcrumbs": "structure", "videos": "structure", "kind": "structure", "body": "site"}');
INSERT INTO "versions" VALUES('37ba0c27d180384fc93a42aee7c7c165','045a110daed71377b70054a4557216ff','5e94aa9cd9be2ea5dccbb7dd37642ca90244082d025322d45f53eb9e00c4cbe4','0.1.0',NULL,NULL,'https://kabar.example/aneh?page=2',NULL,NULL,NULL,NULL,'simpan/aneh.html','Tanda “kutip” 😀�',NULL,'[]',NULL,'[]','[]','[{"role": "Foto", "name": "Wayan"}]','{"text": "kabar.example, Bali -", "outlet": "kabar.example", "place": "Bali"}','2026-11-19 17:00:00.000000','20-21 November 2026','2026-11-20','2026-11-21','day',NULL,'range','["weekday_mismatch"]',NULL,'entah',NULL,NULL,NULL,NULL,NULL,'[]','Satu.
Dua.','[{"kind": "paragraph", "text": "Satu."}, {"kind": "heading", "text": "Dua."}]','[]','[]','[null, "Baca juga"]','[]','["https://kabar.example/v"]','{"outlet": "Antara", "title": "Judul", "url": "https://antara.example/1"}',NULL,'[]','news','id',0,'["unstorable_characters"]','{"a": "b"}','{"headline": "meta"}');
CREATE INDEX ix_versions_article_id ON versions (article_id);
CREATE INDEX ix_versions_published_at ON versions (published_at);
CREATE INDEX ix_captures_version_id ON captures (version_id);
CREATE INDEX ix_urls_waiting ON urls (spider, host, next_try) WHERE next_try IS NOT NULL AND lease_owner IS NULL;
CREATE INDEX ix_urls_leased ON urls (lease_owner) WHERE lease_owner IS NOT NULL;
COMMIT;
